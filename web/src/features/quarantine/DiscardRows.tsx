import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCounted } from '../../lib/format';
import { useDiscard } from './useDiscard';

export interface DiscardRowsProps {
  which: Omit<Schemas['Discard'], 'reason' | 'undo'>;
  nRows: number;
  onClose: () => void;
}

/** Asks why rows are not wanted, and takes them out of the list of what waits. */
export function DiscardRows({ which, nRows, onClose }: DiscardRowsProps): JSX.Element {
  const [reason, setReason] = useState('');
  const rows = formatCounted(nRows, 'row', 'rows');
  const discarding = useDiscard(({ n_rows }) => {
    showDone(
      `${formatCounted(n_rows, 'row', 'rows')} discarded`,
      'They are kept here and can be put back. The record says who discarded them and why.',
    );
    onClose();
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Discard ${rows}?`} centered>
      <Stack>
        <Text size="sm">
          {nRows === 1
            ? 'It stops waiting for a fix. Nothing is deleted: it can be put back.'
            : 'They stop waiting for a fix. Nothing is deleted: each can be put back.'}
        </Text>
        <TextInput
          label="Reason"
          placeholder="test rows of the shop"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {discarding.error !== null && <ProblemNote problem={discarding.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="brick"
            disabled={reason.trim() === ''}
            loading={discarding.isPending}
            onClick={() => discarding.mutate({ ...which, reason })}
          >
            Discard
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
