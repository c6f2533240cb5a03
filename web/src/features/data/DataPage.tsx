import { Stack, Text } from '@mantine/core';
import { IconDatabaseImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { ListBar } from '../../components/ListBar';
import { Moment } from '../../components/Moment';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { fileSize } from '../../lib/fileSize';
import { isFound, ordered, type ListSearch } from '../../lib/listing';
import { data as messages } from '../../messages/data';
import { DropZone } from './DropZone';
import { FilePage } from './FilePage';
import { ImportPage } from './ImportPage';
import { SourceList } from './SourceList';
import { sourcesQuery, type Source } from './sourcesQuery';
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
              <TextLink to="/data" search={{ upload: upload.upload_id }} underline="always">
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

/** Below so many nobody looks for one. */
const N_WORTH_A_BAR = 2;

const ORDERS = {
  name: ({ title }: Source) => title,
  waiting: ({ n_waiting }: Source) => n_waiting,
  last: ({ last_import }: Source) => (last_import === null ? -Infinity : Date.parse(last_import.at)),
};

function NarrowedSources({ sources }: { sources: Source[] }): JSX.Element {
  const search = useSearch({ from: '/_member/data' });
  const navigate = useNavigate({ from: '/data' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const { q, state, sort } = search;
  const fitting = sources.filter(
    (source) =>
      isFound(q, source.title, source.source, source.last_import?.file, source.holds.join(' ')) &&
      (state === undefined || (state === 'waiting' ? source.n_waiting > 0 : source.freshness === state)),
  );
  const hasBar = sources.length >= N_WORTH_A_BAR || [q, state, sort].some((said) => said !== undefined);
  return (
    <>
      {hasBar && (
        <ListBar
          name="sources"
          search={search}
          find={messages.dataPage.find}
          filters={[
            {
              key: 'state',
              label: messages.dataPage.state,
              any: messages.dataPage.anyState,
              options: [
                { value: 'fresh', label: messages.sourceList.fresh },
                { value: 'late', label: messages.sourceList.late },
                { value: 'never', label: messages.sourceList.nothingCameYet },
                { value: 'waiting', label: messages.dataPage.rowsWait },
              ],
            },
          ]}
          usualSort={messages.dataPage.asTheyCame}
          sorts={[
            { value: 'name', label: messages.dataPage.byName },
            { value: '-last', label: messages.dataPage.latestFirst },
            { value: '-waiting', label: messages.dataPage.mostSetAside },
          ]}
          onChange={go}
        />
      )}
      {fitting.length === 0 ? (
        <NothingFits onShowAll={() => go({}, false)} />
      ) : (
        <SourceList sources={ordered(fitting, sort, ORDERS)} />
      )}
    </>
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
        <NarrowedSources sources={sources.data.items} />
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
