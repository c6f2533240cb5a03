import { Button, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Job } from '../lib/job';
import { useCancelJob } from '../lib/jobActs';
import { Dialog } from './Dialog';
import { ProblemNote } from './ProblemNote';

/** What stopping leaves behind, said before it is done. */
function leavesWords(job: Job): string {
  if (job.state === 'queued') return 'It has not begun: nothing is changed.';
  switch (job.kind) {
    case 'import':
    case 'reload':
      return 'Rows that are in stay in: they cannot be taken out again. Start it again for the rest; nothing comes in twice.';
    case 'unify':
      return 'As long as it compares, people stay as they are. Once it writes people, it ends by itself.';
    case 'release':
      return 'What went out is out. Nothing more is sent until somebody starts it again, and nobody gets it twice.';
    case 'generate':
      return 'Lines are kept when all of them are written: those from before stay.';
    case 'readout':
      return 'The last readout stands.';
    case 'rehearse':
      return 'Nothing of it is kept; the rehearsal before it stays.';
  }
}

export interface StopJobDialogProps {
  job: Job;
  onClose: () => void;
}

/** Asks whether a job is to be stopped. */
export function StopJobDialog({ job, onClose }: StopJobDialogProps): JSX.Element {
  const stopping = useCancelJob(onClose);
  return (
    <Dialog isOpen onClose={onClose} title={`Stop “${job.title}”?`} centered>
      <Stack>
        <Text size="sm">{leavesWords(job)}</Text>
        {stopping.error !== null && <ProblemNote problem={stopping.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Let it run
          </Button>
          <Button color="brick" loading={stopping.isPending} onClick={() => stopping.mutate(job.id)}>
            Stop it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
