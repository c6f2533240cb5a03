import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { people as messages } from '../../messages/people';
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
    <Dialog isOpen onClose={onClose} title={messages.splitRecord.askNotThisPerson} centered>
      <Stack gap="sm">
        <Text size="sm">
          {messages.splitRecord.keptApartFromThisPerson(<code>{recordId}</code>, nOthers)}
        </Text>
        <Text size="sm">{messages.splitRecord.nothingDeletedYouCanTake}</Text>
        <TextInput
          label={messages.splitRecord.noteOptional}
          placeholder={messages.splitRecord.noteOptionalPlaceholder}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        {splitting.error !== null && <ProblemNote problem={splitting.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {messages.splitRecord.cancel}
          </Button>
          <Button
            loading={splitting.isPending}
            onClick={() =>
              splitting.mutate({ record_id: recordId, note: note.trim() }, { onSuccess: onSplit })
            }
          >
            {messages.splitRecord.notThisPerson}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
