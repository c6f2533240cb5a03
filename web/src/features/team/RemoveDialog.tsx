import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { team as messages } from '../../messages/team';
import { bringBackMember } from './bringBackMember';
import { removeMember } from './removeMember';
import type { TeamMember } from '../../lib/teamQuery';
import { useTeamChange } from './useTeamChange';

/** Asks once more, and removes a member. */
export function RemoveDialog({ member, onClose }: { member: TeamMember; onClose: () => void }): JSX.Element {
  const queryClient = useQueryClient();
  const removing = useTeamChange(removeMember, ({ name }) => {
    onClose();
    showDone(
      messages.removeDialog.isNoMemberAnyMore(name),
      messages.removeDialog.theySignedOutBringBack,
      async () => {
        await bringBackMember(member.id);
        await queryClient.invalidateQueries({ queryKey: ['team'] });
      },
    );
  });
  return (
    <Dialog isOpen onClose={onClose} title={messages.removeDialog.askRemove(member.name)} centered>
      <Text size="sm">{messages.removeDialog.theySignedOutCannotSign}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {messages.removeDialog.cancel}
        </Button>
        <Button color="brick" loading={removing.isPending} onClick={() => removing.mutate(member.id)}>
          {messages.removeDialog.remove}
        </Button>
      </Group>
    </Dialog>
  );
}
