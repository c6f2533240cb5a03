import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { openJobsQuery } from '../lib/jobQuery';
import { app as messages } from '../messages/app';
import styles from './RunningJobs.module.css';

/** Says on every page that something runs, and leads to it; nothing while nothing does. */
export function RunningJobs(): JSX.Element | null {
  const open = useQuery(openJobsQuery).data;
  const first = open?.items[0];
  if (open === undefined || first === undefined) return null;
  const words = open.n_open === 1 ? first.title : messages.runningJobs.nJobs(open.n_open);
  const to =
    open.n_open === 1
      ? ({ to: '/activity/$jobId', params: { jobId: String(first.id) } } as const)
      : ({ to: '/activity' } as const);
  return (
    <Link {...to} className={styles.running} aria-label={messages.runningJobs.running(words)} title={words}>
      <Loader size={16} aria-hidden />
      <Text span size="sm" visibleFrom="sm" truncate maw={220}>
        {words}
      </Text>
    </Link>
  );
}
