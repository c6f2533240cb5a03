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
    <Panel title="Waiting to be imported" hint="Files that were given. They are kept for a day.">
      <Stack gap="xs">
        {items.map((upload) => (
          <Text key={upload.upload_id} size="sm">
            <TextLink to="/data" search={{ upload: upload.upload_id }}>
              {upload.name}
            </TextLink>
            , {fileSize(upload.bytes)}, by {upload.by}, <Moment at={upload.at} />
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
      return <ListSkeleton noun="sources" rowHeightPx={64} />;
    case 'error':
      return <ProblemNote problem={sources.error} onRetry={() => void sources.refetch()} />;
    case 'success':
      return sources.data.items.length === 0 ? (
        <EmptyState
          icon={<IconDatabaseImport size={32} stroke={1.4} aria-hidden />}
          title="No data yet"
          text={
            <>
              Begin with a list of customers, then their orders, then who agreed to be written to. Each file
              becomes a source with a contract: what its columns mean. Later exports are dropped in the same
              way, and only what is new or changed comes in.
            </>
          }
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
      <PageHeader
        title="Data"
        lede="Where it comes from and how fresh it is. Drop a file, answer what it does not say, look at what would come in, import it."
      />
      <Stack gap="lg">
        <DropZone
          onGiven={(upload, isLast) => {
            if (isLast) void navigate({ search: { upload: upload.upload_id } });
          }}
        />
        <WaitingFiles />
        <Panel title="Sources" aside={<TextLink to="/activity">Activity</TextLink>}>
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
