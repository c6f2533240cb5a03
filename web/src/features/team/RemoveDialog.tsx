import { Button, Group, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { removeMember } from './removeMember';
import type { TeamMember } from './teamQuery';
import { useTeamChange } from './useTeamChange';

/** Asks once more, and removes a member. */
export function RemoveDialog({ member, onClose }: { member: TeamMember; onClose: () => void }): JSX.Element {
  const removing = useTeamChange(removeMember, ({ name }) => {
    onClose();
    showDone(`${name} is no member any more`, 'They are signed out. “Bring back” in the list undoes it.');
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Remove ${member.name}?`} centered>
      <Text size="sm">
        They are signed out and cannot sign in again. What they did stays theirs in the record, and you can
        bring them back.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color="brick" loading={removing.isPending} onClick={() => removing.mutate(member.id)}>
          Remove
        </Button>
      </Group>
    </Dialog>
  );
}
