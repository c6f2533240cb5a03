import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import type { DefinitionId } from './definitionQuery';
import { ProblemList } from './ProblemList';
import { restoreVersion } from './restoreVersion';

export interface RestoreDialogProps {
  id: DefinitionId;
  version: number;
  onClose: () => void;
}

/** Asks why an earlier version is to count again. */
export function RestoreDialog({ id, version, onClose }: RestoreDialogProps): JSX.Element {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const restoring = useMutation({
    mutationFn: () => restoreVersion(id, version, reason.trim()),
    onSuccess: async (applied) => {
      showDone(
        `Version ${version} counts again`,
        `As version ${applied.version}; nothing of the history is lost.`,
      );
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  const found = restoring.error?.problem.problems ?? null;
  return (
    <Dialog isOpen onClose={onClose} title={`Restore version ${version}`} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          restoring.mutate();
        }}
      >
        <Stack>
          {restoring.error !== null && found === null && <ProblemNote problem={restoring.error} />}
          {found !== null && <ProblemList problems={found} isChecking={false} />}
          <Text size="sm">Its text becomes the next version. What stands between stays in the history.</Text>
          <Textarea
            label="Why"
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={restoring.isPending}>
              Restore
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
