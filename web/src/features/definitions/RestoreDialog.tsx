import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { definitions as messages } from '../../messages/definitions';
import type { DefinitionId } from '../../lib/definitionQuery';
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
        messages.restoreDialog.versionCountsAgain(version),
        messages.restoreDialog.asVersionNothingHistoryLost(applied.version),
      );
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  const found = restoring.error?.problem.problems ?? null;
  return (
    <Dialog isOpen onClose={onClose} title={messages.restoreDialog.restoreVersion(version)} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          restoring.mutate();
        }}
      >
        <Stack>
          {restoring.error !== null && found === null && <ProblemNote problem={restoring.error} />}
          {found !== null && <ProblemList problems={found} isChecking={false} />}
          <Text size="sm">{messages.restoreDialog.itsTextBecomesNextVersion}</Text>
          <Textarea
            label={messages.restoreDialog.why}
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.restoreDialog.cancel}
            </Button>
            <Button type="submit" loading={restoring.isPending}>
              {messages.restoreDialog.restore}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
