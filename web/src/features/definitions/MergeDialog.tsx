import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMemo, useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { DiffView } from '../../components/DiffView';
import { Moment } from '../../components/Moment';
import { lineDiff } from '../../lib/lineDiff';
import { merge, merged, type Choice, type MergePart } from '../../lib/merge';
import { definitions as messages } from '../../messages/definitions';
import styles from './MergeDialog.module.css';

export interface MergeDialogProps {
  /** What both began from; empty when there was nothing. */
  base: string;
  mine: string;
  theirs: string;
  by: string;
  at: string | null;
  isBusy: boolean;
  onClose: () => void;
  onMerged: (text: string) => void;
}

type Conflict = Extract<MergePart, { kind: 'conflict' }>;

function Side({ title, lines }: { title: string; lines: string[] }): JSX.Element {
  return (
    <div className={styles.side}>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      <pre className={styles.lines}>
        {lines.length === 0 ? messages.mergeDialog.nothing : lines.join('\n')}
      </pre>
    </div>
  );
}

interface ConflictChoiceProps {
  nth: number;
  conflict: Conflict;
  by: string;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

/** One place that both changed in different ways, and which of them is taken. */
function ConflictChoice({ nth, conflict, by, choice, onChoose }: ConflictChoiceProps): JSX.Element {
  return (
    <Stack gap="xs" data-conflict={nth}>
      <div className={styles.sides}>
        <Side title={messages.mergeDialog.before} lines={conflict.base} />
        <Side title={messages.mergeDialog.yours} lines={conflict.mine} />
        <Side title={by} lines={conflict.theirs} />
      </div>
      <Radio.Group
        label={messages.mergeDialog.placeWhatIsTaken(nth + 1)}
        value={choice ?? null}
        onChange={onChoose}
      >
        <Group gap="md" mt={4}>
          <Radio value="mine" label={messages.mergeDialog.yours} />
          <Radio value="theirs" label={messages.mergeDialog.thatOf(by)} />
          <Radio value="both" label={messages.mergeDialog.bothTheirsFirst} />
        </Group>
      </Radio.Group>
    </Stack>
  );
}

/** Puts two texts of one definition together: what only one changed is taken, the rest is asked. */
export function MergeDialog(props: MergeDialogProps): JSX.Element {
  const { base, mine, theirs, at, isBusy, onClose, onMerged } = props;
  const by = props.by === '' ? messages.mergeDialog.other : props.by;
  const parts = useMemo(() => merge(base, mine, theirs), [base, mine, theirs]);
  const conflicts = parts.filter((part) => part.kind === 'conflict');
  const [choices, setChoices] = useState<(Choice | undefined)[]>([]);
  const text = merged(parts, choices);
  const nOpen = conflicts.filter((_, nth) => choices[nth] === undefined).length;
  return (
    <Dialog isOpen onClose={onClose} title={messages.mergeDialog.somebodyElseChangedItMeanwhile} size="xl">
      <Stack>
        <Text size="sm">
          {messages.mergeDialog.wroteAnotherTextNothingYours(
            by,
            at !== null && <> {messages.mergeDialog.at(<Moment at={at} />)}</>,
            conflicts.length > 0 ? messages.mergeDialog.forYouSay(conflicts.length) : '.',
          )}
        </Text>
        {conflicts.map((conflict, nth) => (
          <ConflictChoice
            key={nth}
            nth={nth}
            conflict={conflict}
            by={by}
            choice={choices[nth]}
            onChoose={(choice) =>
              setChoices(Array.from(conflicts, (_, n) => (n === nth ? choice : choices[n])))
            }
          />
        ))}
        {text !== null && (
          <>
            <Text size="sm" fw={600}>
              {messages.mergeDialog.whatThisChangesText(by)}
            </Text>
            <DiffView
              lines={lineDiff(theirs, text)}
              label={messages.mergeDialog.bothTogetherAgainstText(by)}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {messages.mergeDialog.notNow}
          </Button>
          <Button disabled={text === null} loading={isBusy} onClick={() => text !== null && onMerged(text)}>
            {nOpen > 0 ? messages.mergeDialog.stillOpen(nOpen) : messages.mergeDialog.saveBothTogether}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
