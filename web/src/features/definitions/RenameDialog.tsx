import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { definitions as messages } from '../../messages/definitions';
import { Dependents } from './Dependents';
import type { ShownDefinition } from '../../lib/definitionQuery';
import { ProblemList } from './ProblemList';
import { renameDefinition } from './renameDefinition';

export interface RenameDialogProps {
  shown: ShownDefinition;
  onClose: () => void;
}

/** Asks for a new name, and says what will name it anew. */
export function RenameDialog({ shown, onClose }: RenameDialogProps): JSX.Element {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [to, setTo] = useState(shown.name);
  const [reason, setReason] = useState('');
  const renaming = useMutation({
    mutationFn: () => renameDefinition(shown, to.trim(), reason.trim()),
    onSuccess: async (renamed) => {
      queryClient.removeQueries({ queryKey: ['definitions', shown.kind, shown.name] });
      await navigate({
        to: '/definitions/$kind/$name',
        params: { kind: renamed.kind, name: renamed.to },
      });
      showDone(messages.renameDialog.itIsCalled(renamed.to), messages.renameDialog.whatNamedNamesAnew);
      await queryClient.invalidateQueries();
    },
  });
  const found = renaming.error?.problem.problems ?? null;
  const isReleased = shown.dependents.some((dependent) => dependent.is_released);
  return (
    <Dialog isOpen onClose={onClose} title={messages.renameDialog.renameNamed(shown.name)} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          renaming.mutate();
        }}
      >
        <Stack>
          {renaming.error !== null && found === null && <ProblemNote problem={renaming.error} />}
          {found !== null && <ProblemList problems={found} isChecking={false} />}
          <Dependents
            dependents={shown.dependents}
            words={
              isReleased ? messages.renameDialog.keepsItsNameSinceUsed : messages.renameDialog.changedWithIt
            }
          />
          <TextInput
            label={messages.renameDialog.newName}
            data-autofocus
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <TextInput
            label={messages.renameDialog.why}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {messages.renameDialog.itsHistoryStaysWithOld}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.renameDialog.cancel}
            </Button>
            <Button
              type="submit"
              loading={renaming.isPending}
              disabled={to.trim() === shown.name || to.trim() === ''}
            >
              {messages.renameDialog.rename}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
