import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { isOver } from '../../lib/job';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { startLines } from './startJob';
import { StepJob } from './StepJob';
import { usePilotChange } from './usePilotChange';
import type { PilotWork } from './workQuery';

/** Seeds of lines after the first; the same seed would give the same lines. */
const N_SEEDS = 1_000_000;

/** The language model that writes; null where the phrasebook is alone. */
function modelOf({ steps }: PilotWork): string | null {
  return steps.writers.find(({ provider }) => provider !== 'phrasebook')?.model ?? null;
}

function who(model: string | null): string {
  return model === null
    ? messages.writeLines.herePhrasebookWritesPutsBrands
    : messages.writeLines.languageModelWritesSoDoes(model);
}

export interface WriteLinesProps {
  pilotId: string;
  work: PilotWork;
}

/** Lets the model and the phrasebook write: who that is, how far it is, and what came of it. */
export function WriteLines({ pilotId, work }: WriteLinesProps): JSX.Element | null {
  const [isAsking, setAsking] = useState(false);
  const may = useMay('make');
  const { job, why_not } = work.steps.generate;
  const model = modelOf(work);
  const isAgain = work.lines.some(({ provider }) => provider !== 'person');
  const writing = usePilotChange(
    pilotId,
    () => startLines(pilotId, isAgain ? 2 + Math.floor(Math.random() * N_SEEDS) : 1),
    () => setAsking(false),
  );
  if (why_not !== null) return null;
  const writer = model ?? messages.writeLines.phrasebook;
  const isOpen = job !== null && !isOver(job.state);
  return (
    <Stack gap="sm" data-writers={work.steps.writers.map(({ model: name }) => name).join(', ')}>
      {!isOpen && (
        <Text size="sm" c="dimmed">
          {who(model)}
        </Text>
      )}
      <StepJob pilotId={pilotId} job={job} again={null} />
      {job?.state === 'done' && (
        <Text size="sm" role="status">
          {messages.writeLines.askedForBy(asSentence(job.message), job.by)}
        </Text>
      )}
      {writing.error !== null && !isAsking && <ProblemNote problem={writing.error} />}
      {may.isAllowed && !isOpen && (
        <Group>
          <Button
            leftSection={<IconPencil size={16} aria-hidden />}
            variant={isAgain ? 'default' : 'filled'}
            loading={writing.isPending}
            onClick={() => (isAgain ? setAsking(true) : writing.mutate(undefined))}
          >
            {isAgain
              ? messages.writeLines.letWriteOtherLines(writer)
              : messages.writeLines.letWriteLines(writer)}
          </Button>
        </Group>
      )}
      <WhyNot act="make" />
      {isAsking && (
        <Dialog
          isOpen
          onClose={() => setAsking(false)}
          title={messages.writeLines.askWriteOtherLines}
          centered
        >
          <Stack>
            <Text size="sm">
              {messages.writeLines.theyTakePlaceThoseWrote(
                model === null ? messages.writeLines.phrasebook : messages.writeLines.modelAndThePhrasebook,
              )}
            </Text>
            {writing.error !== null && <ProblemNote problem={writing.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)}>
                {messages.writeLines.keepThese}
              </Button>
              <Button loading={writing.isPending} onClick={() => writing.mutate(undefined)} data-autofocus>
                {messages.writeLines.writeOtherLines}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Stack>
  );
}
