import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { JobProgress } from '../../components/JobProgress';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { isOver, type Job } from '../../lib/job';
import { useJob } from '../../lib/useJob';
import { asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { startAgain } from './startJob';
import { usePilotChange } from './usePilotChange';

/** A job that runs, followed until its end; whatever shows the pilot reads it anew then. */
function Following({ job }: { job: Job }): JSX.Element | null {
  const found = useJob(job.id);
  return <JobProgress job={found.data ?? job} />;
}

function endWords(job: Job): { title: string; color: string } | null {
  switch (job.state) {
    case 'failed':
      return { title: asSentence(job.problem ?? job.message), color: 'brick' };
    case 'cancelled':
      return {
        title:
          job.ended_by === null ? messages.stepJob.itWasStopped : messages.stepJob.stoppedIt(job.ended_by),
        color: 'amber',
      };
    case 'interrupted':
      return { title: messages.stepJob.itWasInterrupted, color: 'amber' };
    case 'queued':
    case 'running':
    case 'cancelling':
    case 'done':
      return null;
  }
}

export interface StepJobProps {
  pilotId: string;
  job: Job | null;
  /** What the button says that lets it go on; null where the step has a button of its own for that. */
  again: string | null;
}

/** The job of a step: how far it is, and a way to stop it; what stopped it, and a way to go on. */
export function StepJob({ pilotId, job, again }: StepJobProps): JSX.Element | null {
  const going = usePilotChange(pilotId, startAgain);
  if (job === null) return null;
  if (!isOver(job.state)) return <Following job={job} />;
  const end = endWords(job);
  if (end === null) return null;
  return (
    <Alert color={end.color} variant="light" role="alert" title={end.title} data-ended={job.state}>
      <Stack gap="sm">
        {job.message !== '' && <Text size="sm">{asSentence(job.message)}</Text>}
        {going.error !== null && <ProblemNote problem={going.error} />}
        <Group gap="md">
          {again !== null && job.may_start_again && (
            <Button size="sm" loading={going.isPending} onClick={() => going.mutate(job)}>
              {again}
            </Button>
          )}
          <TextLink to="/activity/$jobId" params={{ jobId: String(job.id) }} size="sm">
            {messages.stepJob.whatHappened}
          </TextLink>
        </Group>
      </Stack>
    </Alert>
  );
}
