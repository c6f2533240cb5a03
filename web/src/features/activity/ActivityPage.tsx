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
import { JobRow } from './JobRow';
import styles from './JobRow.module.css';
import { jobsQuery } from './jobsQuery';

function Jobs(): JSX.Element {
  const jobs = useInfiniteQuery(jobsQuery);
  switch (jobs.status) {
    case 'pending':
      return <ListSkeleton noun="jobs" rowHeightPx={72} />;
    case 'error':
      return <ProblemNote problem={jobs.error} onRetry={() => void jobs.refetch()} />;
    case 'success': {
      const items = jobs.data.pages.flatMap((page) => page.items);
      if (items.length === 0) {
        return (
          <EmptyState
            icon={<IconProgressCheck size={32} stroke={1.4} aria-hidden />}
            title="Nothing was started yet"
            text={
              <>
                Importing a file, unifying people and releasing a pilot take time. Each stands here while it
                runs and afterwards, with who started it. Begin with <TextLink to="/data">your data</TextLink>
                .
              </>
            }
          />
        );
      }
      return (
        <>
          <ul className={styles.list} aria-label="Jobs">
            {items.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
          <LoadMore
            noun="jobs"
            one="job"
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
      <PageHeader
        title="Activity"
        lede="Work that takes time: what runs, what waits for its turn, and what came of it. It goes on when you close the page."
      />
      <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--tl-surface)">
        <Jobs />
      </Paper>
    </div>
  );
}
