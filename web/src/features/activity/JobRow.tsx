import { Group, Progress, Text } from '@mantine/core';
import type { JSX } from 'react';
import { farWords } from '../../components/JobProgress';
import { JobStateBadge } from '../../components/JobStateBadge';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { formatRatio } from '../../lib/format';
import { isOver, percentOf, type Job } from '../../lib/job';
import { asSentence } from '../../lib/words';
import styles from './JobRow.module.css';

/** One job in the list. */
export function JobRow({ job }: { job: Job }): JSX.Element {
  const percent = percentOf(job);
  const words = [
    isOver(job.state) ? null : farWords(job),
    job.message === '' ? null : asSentence(job.message),
  ];
  return (
    <li className={styles.row} data-job={job.id}>
      <Group justify="space-between" gap="xs">
        <TextLink to="/activity/$jobId" params={{ jobId: String(job.id) }}>
          {job.title}
        </TextLink>
        <JobStateBadge state={job.state} />
      </Group>
      <Text size="sm" c="dimmed">
        {job.by}, <Moment at={job.created_at} />
      </Text>
      {!isOver(job.state) && percent !== null && (
        <Progress
          value={percent}
          size="sm"
          my={4}
          aria-label={`${job.title}: ${formatRatio(percent / 100, 0)}`}
        />
      )}
      <Text size="sm">{words.filter((word) => word !== null).join(': ')}</Text>
      {job.problem !== null && (
        <Text size="sm" c="var(--tl-bad)">
          {asSentence(job.problem)}
        </Text>
      )}
    </li>
  );
}
