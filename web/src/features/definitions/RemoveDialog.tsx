import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { definitions as messages } from '../../messages/definitions';
import { Dependents } from './Dependents';
import type { ShownDefinition } from '../../lib/definitionQuery';
import { removeDefinition } from './removeDefinition';

export interface RemoveDialogProps {
  shown: ShownDefinition;
  onClose: () => void;
}

/** Shows what a definition leaves behind, and takes it back. */
export function RemoveDialog({ shown, onClose }: RemoveDialogProps): JSX.Element {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const isUsed = shown.dependents.some(({ kind, is_draft }) => kind === 'pilot' && !is_draft);
  const [isMeant, setMeant] = useState(false);
  const removing = useMutation({
    mutationFn: () => removeDefinition(shown, isMeant, reason.trim()),
    onSuccess: async () => {
      queryClient.removeQueries({ queryKey: ['definitions', shown.kind, shown.name] });
      await navigate({ to: '/definitions' });
      showDone(messages.removeDialog.isDeleted(shown.name), messages.removeDialog.itsVersionsStayRestoreOne);
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={messages.removeDialog.deleteNamed(shown.name)} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          removing.mutate();
        }}
      >
        <Stack>
          {removing.error !== null && <ProblemNote problem={removing.error} />}
          <Text size="sm">{messages.removeDialog.fromNowOnNothingFinds}</Text>
          <Dependents dependents={shown.dependents} words={messages.removeDialog.itIsUsedBy} />
          {isUsed && (
            <Checkbox
              label={messages.removeDialog.deleteAllSameThesePilots}
              checked={isMeant}
              onChange={(event) => setMeant(event.currentTarget.checked)}
            />
          )}
          <TextInput
            label={messages.removeDialog.why}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.removeDialog.cancel}
            </Button>
            <Button type="submit" color="brick" loading={removing.isPending} disabled={isUsed && !isMeant}>
              {messages.removeDialog.delete}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
