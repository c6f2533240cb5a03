import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { isOver } from '../../lib/job';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
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
    ? 'Here the phrasebook writes: it puts the brand’s own phrases together and is no model. A language model writes as well where the server was started with one (“truelift serve --model FILE”, or an endpoint in TRUELIFT_MODEL_URL).'
    : `The language model ${model} writes, and so does the phrasebook, which puts the brand’s own phrases together and is no model.`;
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
  const writer = model ?? 'the phrasebook';
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
          {asSentence(job.message)} Asked for by {job.by}.
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
            {isAgain ? `Let ${writer} write other lines…` : `Let ${writer} write lines`}
          </Button>
        </Group>
      )}
      <WhyNot act="make" />
      {isAsking && (
        <Dialog isOpen onClose={() => setAsking(false)} title="Write other lines?" centered>
          <Stack>
            <Text size="sm">
              They take the place of those that{' '}
              {model === null ? 'the phrasebook' : 'the model and the phrasebook'} wrote, and the best of them
              is chosen. Lines that people wrote stay. Another line needs a new approval.
            </Text>
            {writing.error !== null && <ProblemNote problem={writing.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)}>
                Keep these
              </Button>
              <Button loading={writing.isPending} onClick={() => writing.mutate(undefined)} data-autofocus>
                Write other lines
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Stack>
  );
}
