import { Button, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Job } from '../lib/job';
import { useCancelJob } from '../lib/jobActs';
import { components as messages } from '../messages/components';
import { Dialog } from './Dialog';
import { ProblemNote } from './ProblemNote';

/** What stopping leaves behind, said before it is done. */
function leavesWords(job: Job): string {
  if (job.state === 'queued') return messages.stopJobDialog.hasNotBegunNothingChanged;
  switch (job.kind) {
    case 'import':
    case 'reload':
      return messages.stopJobDialog.rowsStayTheyCannotTaken;
    case 'unify':
      return messages.stopJobDialog.asLongAsComparesPeople;
    case 'release':
      return messages.stopJobDialog.whatWentOutOutNothing;
    case 'generate':
      return messages.stopJobDialog.linesKeptWhenAllThem;
    case 'readout':
      return messages.stopJobDialog.lastReadoutStands;
    case 'demo':
      return messages.stopJobDialog.itGoesOnWhereItStopped;
    case 'rehearse':
      return messages.stopJobDialog.nothingKeptRehearsalBeforeStays;
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
    <Dialog isOpen onClose={onClose} title={messages.stopJobDialog.stop(job.title)} centered>
      <Stack>
        <Text size="sm">{leavesWords(job)}</Text>
        {stopping.error !== null && <ProblemNote problem={stopping.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {messages.stopJobDialog.letItRun}
          </Button>
          <Button color="brick" loading={stopping.isPending} onClick={() => stopping.mutate(job.id)}>
            {messages.stopJobDialog.stopIt}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
