import { Stack, Text } from '@mantine/core';
import { IconDatabaseImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { Moment } from '../../components/Moment';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { fileSize } from '../../lib/fileSize';
import { data as messages } from '../../messages/data';
import { DropZone } from './DropZone';
import { FilePage } from './FilePage';
import { ImportPage } from './ImportPage';
import { SourceList } from './SourceList';
import { sourcesQuery } from './sourcesQuery';
import { UnifyPanel } from './UnifyPanel';
import { uploadsQuery } from './uploadsQuery';

function WaitingFiles(): JSX.Element | null {
  const items = useQuery(uploadsQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={messages.dataPage.waitingToBeImported} hint={messages.dataPage.waitingToBeImportedHint}>
      <Stack gap="xs">
        {items.map((upload) => (
          <Text key={upload.upload_id} size="sm">
            {messages.dataPage.by(
              <TextLink to="/data" search={{ upload: upload.upload_id }}>
                {upload.name}
              </TextLink>,
              fileSize(upload.bytes),
              upload.by,
              <Moment at={upload.at} />,
            )}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}

function Sources(): JSX.Element {
  const sources = useQuery(sourcesQuery);
  switch (sources.status) {
    case 'pending':
      return <ListSkeleton noun={messages.dataPage.noun} rowHeightPx={64} />;
    case 'error':
      return <ProblemNote problem={sources.error} onRetry={() => void sources.refetch()} />;
    case 'success':
      return sources.data.items.length === 0 ? (
        <EmptyState
          icon={<IconDatabaseImport size={32} stroke={1.4} aria-hidden />}
          title={messages.dataPage.noDataYet}
          text={<>{messages.dataPage.beginWithListCustomersThen}</>}
        />
      ) : (
        <SourceList sources={sources.data.items} />
      );
  }
}

function Overview(): JSX.Element {
  const navigate = useNavigate({ from: '/data' });
  const hasAny = (useQuery(sourcesQuery).data?.items ?? []).some((source) => source.last_import !== null);
  return (
    <div data-page="data">
      <PageHeader title={messages.dataPage.title} lede={messages.dataPage.lede} />
      <Stack gap="lg">
        <DropZone
          onGiven={(upload, isLast) => {
            if (isLast) void navigate({ search: { upload: upload.upload_id } });
          }}
        />
        <WaitingFiles />
        <Panel
          title={messages.dataPage.sources}
          aside={<TextLink to="/activity">{messages.dataPage.activity}</TextLink>}
        >
          <Sources />
        </Panel>
        {hasAny && <UnifyPanel />}
      </Stack>
    </div>
  );
}

/** Data on their way in: a file that waits, an import, or all sources. */
export function DataPage(): JSX.Element {
  const { upload, job } = useSearch({ from: '/_member/data' });
  if (job !== undefined) return <ImportPage key={job} jobId={Number(job)} />;
  if (upload !== undefined) return <FilePage key={upload} uploadId={upload} />;
  return <Overview />;
}
