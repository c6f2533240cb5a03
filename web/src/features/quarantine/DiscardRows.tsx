import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { quarantine as messages } from '../../messages/quarantine';
import { useDiscard } from './useDiscard';

export interface DiscardRowsProps {
  which: Omit<Schemas['Discard'], 'reason' | 'undo'>;
  nRows: number;
  onClose: () => void;
}

/** Asks why rows are not wanted, and takes them out of the list of what waits. */
export function DiscardRows({ which, nRows, onClose }: DiscardRowsProps): JSX.Element {
  const [reason, setReason] = useState('');
  const rows = messages.discardRows.nRows(nRows);
  const discarding = useDiscard(({ n_rows }) => {
    showDone(messages.discardRows.discarded(n_rows), messages.discardRows.theyKeptHereCanPut);
    onClose();
  });
  return (
    <Dialog isOpen onClose={onClose} title={messages.discardRows.askDiscard(rows)} centered>
      <Stack>
        <Text size="sm">{messages.discardRows.stopWaitingForFix(nRows)}</Text>
        <TextInput
          label={messages.discardRows.reason}
          placeholder={messages.discardRows.reasonPlaceholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {discarding.error !== null && <ProblemNote problem={discarding.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {messages.discardRows.cancel}
          </Button>
          <Button
            color="brick"
            disabled={reason.trim() === ''}
            loading={discarding.isPending}
            onClick={() => discarding.mutate({ ...which, reason })}
          >
            {messages.discardRows.discard}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
