import { Paper } from '@mantine/core';
import { IconProgressCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, type JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListBar } from '../../components/ListBar';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { isOver, jobKindWords, jobStateWords, type Job, type JobState } from '../../lib/job';
import { choicesOf, isFound, type ListSearch } from '../../lib/listing';
import { activity as messages } from '../../messages/activity';
import { JobRow } from './JobRow';
import styles from './JobRow.module.css';
import { jobsQuery } from './jobsQuery';

/** Still to come to an end, whatever it waits for. */
const OPEN = 'open';

const STATES: JobState[] = ['done', 'failed', 'cancelled', 'interrupted'];

function Bar({ items, search, onChange }: BarProps): JSX.Element {
  return (
    <ListBar
      name="activity"
      search={search}
      find={messages.activityPage.find}
      filters={[
        {
          key: 'kind',
          label: messages.activityPage.kind,
          any: messages.activityPage.anyKind,
          options: choicesOf(
            items.map(({ kind }) => kind),
            (kind) => jobKindWords(kind as Job['kind']),
          ),
        },
        {
          key: 'state',
          label: messages.activityPage.state,
          any: messages.activityPage.anyState,
          options: [
            { value: OPEN, label: messages.activityPage.open },
            ...STATES.map((state) => ({ value: state, label: jobStateWords(state) })),
          ],
        },
        {
          key: 'who',
          label: messages.activityPage.who,
          any: messages.activityPage.anybody,
          options: choicesOf(
            items.map(({ by }) => by),
            (by) => by,
          ),
        },
      ]}
      onChange={onChange}
    />
  );
}

interface BarProps {
  items: Job[];
  search: ListSearch;
  onChange: (search: ListSearch, isReplacing: boolean) => void;
}

function fits(job: Job, { q, kind, state, who }: ListSearch): boolean {
  return (
    isFound(q, job.title, job.message, job.by) &&
    (kind === undefined || job.kind === kind) &&
    (who === undefined || job.by === who) &&
    (state === undefined || (state === OPEN ? !isOver(job.state) : job.state === state))
  );
}

function Jobs(): JSX.Element {
  const jobs = useInfiniteQuery(jobsQuery);
  const search = useSearch({ from: '/_member/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const isNarrowed = Object.keys(search).length > 0;
  // What is looked for may stand on a page that nobody has asked for yet.
  const isLooking = isNarrowed && jobs.hasNextPage;
  const { fetchNextPage, isFetchingNextPage } = jobs;
  useEffect(() => {
    if (isLooking && !isFetchingNextPage) void fetchNextPage();
  }, [isLooking, isFetchingNextPage, fetchNextPage]);
  switch (jobs.status) {
    case 'pending':
      return <ListSkeleton noun={messages.activityPage.noun} rowHeightPx={72} />;
    case 'error':
      return <ProblemNote problem={jobs.error} onRetry={() => void jobs.refetch()} />;
    case 'success': {
      const items = jobs.data.pages.flatMap((page) => page.items);
      if (items.length === 0) {
        return (
          <EmptyState
            icon={<IconProgressCheck size={32} stroke={1.4} aria-hidden />}
            title={messages.activityPage.nothingWasStartedYet}
            text={
              <>
                {messages.activityPage.importingFileUnifyingPeopleReleasing(
                  <TextLink to="/data">{messages.activityPage.yourData}</TextLink>,
                )}
              </>
            }
          />
        );
      }
      const fitting = items.filter((job) => fits(job, search));
      return (
        <>
          <Bar items={items} search={search} onChange={go} />
          {fitting.length === 0 && !isLooking && <NothingFits onShowAll={() => go({}, false)} />}
          <ul className={styles.list} aria-label={messages.activityPage.jobs}>
            {fitting.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          <LoadMore
            noun={messages.activityPage.noun}
            one={messages.activityPage.one}
            nShown={fitting.length}
            nTotal={jobs.data.pages[0]?.n_total ?? null}
            hasMore={jobs.hasNextPage}
            isLoading={jobs.isFetchingNextPage}
            onMore={() => void jobs.fetchNextPage()}
          />
        </>
      );
    }
  }
}

/** What takes time: what runs, what ran, who started it. */
export function ActivityPage(): JSX.Element {
  return (
    <div data-page="activity">
      <PageHeader title={messages.activityPage.title} lede={messages.activityPage.lede} />
      <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--tl-surface)">
        <Jobs />
      </Paper>
    </div>
  );
}
