import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type JSX, type SubmitEvent } from 'react';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { formatCounted } from '../../lib/format';
import { useMay } from '../../lib/useMay';
import { FindingList } from './FindingList';
import styles from './LinesStep.module.css';
import { usePilotChange } from './usePilotChange';
import { chooseLine, writeLine } from './work';
import { WriteLines } from './WriteLines';
import type { PilotLine, PilotWork } from './workQuery';

/** Lines shown before the rest is asked for. */
const N_FIRST = 6;

/** Who wrote a line, exactly. */
export function writerOf({ provider, model }: PilotLine): string {
  switch (provider) {
    case 'person':
      return `Written by ${model}`;
    case 'phrasebook':
      return 'Put together from the brand’s own phrases, by no model';
    default:
      return `Written by the language model ${model}`;
  }
}

interface LineProps {
  line: PilotLine;
  onChoose: (() => void) | null;
  isBusy: boolean;
}

function Line({ line, onChoose, isBusy }: LineProps): JSX.Element {
  return (
    <li className={styles.line} data-status={line.status}>
      <div className={styles.words}>
        <Text fw={line.status === 'chosen' ? 650 : 500}>{line.text}</Text>
        <Text size="sm" c="dimmed">
          {writerOf(line)} · {formatCounted(Array.from(line.text).length, 'character', 'characters')}
        </Text>
        {line.findings.length > 0 && <FindingList findings={line.findings} />}
      </div>
      {line.status === 'chosen' ? (
        <Badge color="spruce" variant="light">
          Chosen
        </Badge>
      ) : (
        onChoose !== null && (
          <Button
            size="xs"
            variant="default"
            onClick={onChoose}
            disabled={isBusy}
            aria-label={`Choose “${line.text}”`}
          >
            Choose
          </Button>
        )
      )}
    </li>
  );
}

function OwnLine({ pilotId }: { pilotId: string }): JSX.Element {
  const [text, setText] = useState('');
  const writing = usePilotChange(
    pilotId,
    (own: string) => writeLine(pilotId, own),
    () => setText(''),
  );
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') writing.mutate(text);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="xs">
        {writing.error !== null && <ProblemNote problem={writing.error} />}
        <Textarea
          label="Write a line of your own"
          description="It is checked like any other: against the voice, the approved facts and the rules of the channel."
          autosize
          minRows={1}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group>
          <Button
            type="submit"
            size="sm"
            variant="default"
            loading={writing.isPending}
            disabled={text.trim() === ''}
          >
            Check and add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export interface LinesStepProps {
  pilotId: string;
  work: PilotWork;
}

/** The lines of a pilot: who writes them, which goes out, which else there are, and one's own. */
export function LinesStep({ pilotId, work }: LinesStepProps): JSX.Element {
  const { lines, is_released } = work;
  const [isAll, setIsAll] = useState(false);
  const may = useMay('make');
  const choosing = usePilotChange(pilotId, (variantId: string) => chooseLine(pilotId, variantId));
  const usable = lines.filter((line) => line.status !== 'rejected');
  const nRejected = lines.length - usable.length;
  const sorted = [...usable].sort((a, b) => Number(b.status === 'chosen') - Number(a.status === 'chosen'));
  const shown = isAll ? sorted : sorted.slice(0, N_FIRST);
  const canChange = may.isAllowed && !is_released;
  return (
    <Stack gap="md">
      <Text size="sm">
        {is_released
          ? 'What was sent stays as it was. Another line is another version of the pilot.'
          : 'One goes to the people of the new arm. Another choice needs a new approval.'}
      </Text>
      <WriteLines pilotId={pilotId} work={work} />
      {choosing.error !== null && <ProblemNote problem={choosing.error} />}
      {usable.length === 0 ? (
        <Text size="sm" c="dimmed">
          No line yet. Have lines written, or write one: nothing can be approved without.
        </Text>
      ) : (
        <ul className={styles.lines} aria-label="Lines">
          {shown.map((line) => (
            <Line
              key={line.variant_id}
              line={line}
              isBusy={choosing.isPending}
              onChoose={canChange ? () => choosing.mutate(line.variant_id) : null}
            />
          ))}
        </ul>
      )}
      <Group gap="md">
        {usable.length > N_FIRST && (
          <Button size="xs" variant="subtle" onClick={() => setIsAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show all ${usable.length}`}
          </Button>
        )}
        {nRejected > 0 && (
          <TextLink to="/pilots/$pilotId/messages" params={{ pilotId }} size="sm">
            {formatCounted(nRejected, 'line was rejected', 'lines were rejected')}: see why
          </TextLink>
        )}
      </Group>
      {canChange && <OwnLine pilotId={pilotId} />}
    </Stack>
  );
}
