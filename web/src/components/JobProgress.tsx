import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { formatCount } from '../lib/count';
import { isOver, percentOf, type Job } from '../lib/job';
import { asSentence } from '../lib/words';
import { components as messages } from '../messages/components';
import { StopJobDialog } from './StopJobDialog';

/** How far a job is, in words: `34,000 of 120,000 rows`. */
export function farWords({ done, total, unit }: Pick<Job, 'done' | 'total' | 'unit'>): string | null {
  if (unit === '') return null;
  return total === null
    ? `${formatCount(done)} ${unit}`
    : messages.jobProgress.of(formatCount(done), formatCount(total), unit);
}

/** A job on its way: how far it is, and a way to stop it. Nothing for one that is over. */
export function JobProgress({ job }: { job: Job }): JSX.Element | null {
  const [isAsking, setAsking] = useState(false);
  if (isOver(job.state)) return null;
  const percent = percentOf(job);
  const isWaiting = job.state === 'queued';
  const words = isWaiting
    ? messages.jobProgress.waitsForAnotherJobEnd
    : asSentence(job.message === '' ? messages.jobProgress.itBegins : job.message);
  return (
    <Stack gap="xs" data-job={job.id} data-state={job.state}>
      <Progress
        value={percent ?? 100}
        striped={percent === null && !isWaiting}
        animated={percent === null && !isWaiting}
        size="lg"
        radius="xl"
        aria-label={job.title}
      />
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div role="status">
          <Text size="sm">{job.state === 'cancelling' ? messages.jobProgress.stopsWhereItCan : words}</Text>
          <Text size="sm" c="dimmed" className="tl-number">
            {isWaiting ? null : farWords(job)}
          </Text>
        </div>
        {job.may_cancel && job.state !== 'cancelling' && (
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {messages.jobProgress.stop}
          </Button>
        )}
      </Group>
      {isAsking && <StopJobDialog job={job} onClose={() => setAsking(false)} />}
    </Stack>
  );
}
