import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type JSX, type SubmitEvent } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCounted } from '../../lib/format';
import { useMay } from '../../lib/useMay';
import { FindingList } from './FindingList';
import styles from './LinesPanel.module.css';
import { usePilotChange } from './usePilotChange';
import { chooseLine, writeLine } from './work';
import type { PilotLine } from './workQuery';

/** Lines shown before the rest is asked for. */
const N_FIRST = 6;

function writerOf({ provider, model }: PilotLine): string {
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

export interface LinesPanelProps {
  pilotId: string;
  lines: PilotLine[];
  /** Whether messages went out: what was sent is not chosen anew. */
  isReleased: boolean;
  /** Starts the writing of lines, where the server can. */
  writer: JSX.Element | null;
}

/** The lines of a pilot: which goes out, which else there are, and one's own. */
export function LinesPanel({ pilotId, lines, isReleased, writer }: LinesPanelProps): JSX.Element {
  const [isAll, setIsAll] = useState(false);
  const may = useMay('make');
  const choosing = usePilotChange(pilotId, (variantId: string) => chooseLine(pilotId, variantId));
  const usable = lines.filter((line) => line.status !== 'rejected');
  const sorted = [...usable].sort((a, b) => Number(b.status === 'chosen') - Number(a.status === 'chosen'));
  const shown = isAll ? sorted : sorted.slice(0, N_FIRST);
  const canChange = may.isAllowed && !isReleased;
  return (
    <Panel
      title="Lines"
      anchor="lines"
      hint={
        isReleased
          ? 'What was sent stays as it was. Another line is another version of the pilot.'
          : 'One goes to the people of the new arm. Another choice needs a new approval.'
      }
      aside={canChange ? writer : undefined}
    >
      <Stack gap="md">
        {choosing.error !== null && <ProblemNote problem={choosing.error} />}
        {usable.length === 0 ? (
          <Text size="sm" c="dimmed">
            No line yet. Have lines written, or write one: nothing can be approved without.
          </Text>
        ) : (
          <ul className={styles.lines}>
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
        {usable.length > N_FIRST && (
          <Group>
            <Button size="xs" variant="subtle" onClick={() => setIsAll(!isAll)}>
              {isAll ? 'Show fewer' : `Show all ${usable.length}`}
            </Button>
          </Group>
        )}
        {canChange && <OwnLine pilotId={pilotId} />}
        {!may.isAllowed && (
          <Text size="sm" c="dimmed">
            Choosing and writing lines: {may.whyNot}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
