import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { Dependents } from './Dependents';
import type { ShownDefinition } from './definitionQuery';
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
        ignoreBlocker: true,
      });
      showDone(`It is called ${renamed.to}`, 'What named it names it anew.');
      await queryClient.invalidateQueries();
    },
  });
  const found = renaming.error?.problem.problems ?? null;
  const isReleased = shown.dependents.some((dependent) => dependent.is_released);
  return (
    <Dialog isOpen onClose={onClose} title={`Rename ${shown.name}`} centered>
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
            words={isReleased ? 'It keeps its name, since it is used by' : 'Changed with it:'}
          />
          <TextInput
            label="New name"
            data-autofocus
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <TextInput label="Why" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Text size="sm" c="dimmed">
            Its history stays with the old name and says where it went.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={renaming.isPending}
              disabled={to.trim() === shown.name || to.trim() === ''}
            >
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
