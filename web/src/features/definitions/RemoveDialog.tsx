import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { Dependents } from './Dependents';
import type { ShownDefinition } from './definitionQuery';
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
      await navigate({ to: '/definitions', ignoreBlocker: true });
      showDone(`${shown.name} is deleted`, 'Its versions stay: restore one at its address.');
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Delete ${shown.name}`} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          removing.mutate();
        }}
      >
        <Stack>
          {removing.error !== null && <ProblemNote problem={removing.error} />}
          <Text size="sm">
            From now on nothing finds it. Every version stays in the history, and any of them can be restored.
          </Text>
          <Dependents dependents={shown.dependents} words="It is used by" />
          {isUsed && (
            <Checkbox
              label="Delete it all the same: these pilots cannot be released without it"
              checked={isMeant}
              onChange={(event) => setMeant(event.currentTarget.checked)}
            />
          )}
          <TextInput
            label="Why"
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="brick" loading={removing.isPending} disabled={isUsed && !isMeant}>
              Delete
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
