import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCounted } from '../../lib/format';
import { useSplit } from './useSplit';

export interface SplitRecordProps {
  recordId: string;
  /** How many other records the person has. */
  nOthers: number;
  onClose: () => void;
  onSplit: () => void;
}

/** Asks before a record is taken out of its person, and says what that does. */
export function SplitRecord({ recordId, nOthers, onClose, onSplit }: SplitRecordProps): JSX.Element {
  const [note, setNote] = useState('');
  const splitting = useSplit();
  return (
    <Dialog isOpen onClose={onClose} title="Not this person?" centered>
      <Stack gap="sm">
        <Text size="sm">
          <code>{recordId}</code> is kept apart from {formatCounted(nOthers, 'other record', 'other records')}{' '}
          of this person, whatever else speaks for it. It becomes a person of its own, or joins another, when
          the answers are applied on “Same person?”.
        </Text>
        <Text size="sm">Nothing is deleted, and you can take it back there at any time.</Text>
        <TextInput
          label="Note (optional)"
          placeholder="How you know"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        {splitting.error !== null && <ProblemNote problem={splitting.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={splitting.isPending}
            onClick={() =>
              splitting.mutate({ record_id: recordId, note: note.trim() }, { onSuccess: onSplit })
            }
          >
            Not this person
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
