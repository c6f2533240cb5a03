import { Paper } from '@mantine/core';
import { IconProgressCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { activity as messages } from '../../messages/activity';
import { JobRow } from './JobRow';
import styles from './JobRow.module.css';
import { jobsQuery } from './jobsQuery';

function Jobs(): JSX.Element {
  const jobs = useInfiniteQuery(jobsQuery);
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
      return (
        <>
          <ul className={styles.list} aria-label={messages.activityPage.jobs}>
            {items.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          <LoadMore
            noun={messages.activityPage.noun}
            one={messages.activityPage.one}
            nShown={items.length}
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
