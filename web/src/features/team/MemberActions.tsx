import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { JSX } from 'react';
import { showDone } from '../../components/notices';
import { formatCounted } from '../../lib/format';
import { bringBackMember } from './bringBackMember';
import { endSessionsOf } from './endSessionsOf';
import type { MadeLink } from './inviteMember';
import { makeMemberLink } from './makeMemberLink';
import { takeBackLink } from './takeBackLink';
import type { TeamMember } from './teamQuery';
import { useTeamChange } from './useTeamChange';

export interface MemberActionsProps {
  member: TeamMember;
  onLink: (made: MadeLink) => void;
  onRemove: () => void;
}

/** What an admin can do with a member. */
export function MemberActions({ member, onLink, onRemove }: MemberActionsProps): JSX.Element {
  const linking = useTeamChange(makeMemberLink, onLink);
  const takingBack = useTeamChange(takeBackLink, ({ name }) =>
    showDone('Link taken back', `The link of ${name} opens nothing any more.`),
  );
  const signingOut = useTeamChange(endSessionsOf, ({ n_ended }) =>
    showDone(`${member.name} is signed out`, `${formatCounted(n_ended, 'session', 'sessions')} ended.`),
  );
  const bringingBack = useTeamChange(bringBackMember, ({ name }) =>
    showDone(`${name} is a member again`, 'With the role and the password they had.'),
  );
  if (member.state === 'removed') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={bringingBack.isPending}
        aria-label={`Bring ${member.name} back`}
        onClick={() => bringingBack.mutate(member.id)}
      >
        Bring back
      </Button>
    );
  }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`What to do with ${member.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => linking.mutate(member.id)}>
          {member.state === 'active' ? 'Make a link for a new password' : 'Make a new invitation link'}
        </Menu.Item>
        {member.link !== null && (
          <Menu.Item onClick={() => takingBack.mutate(member.id)}>Take the link back</Menu.Item>
        )}
        {member.state === 'active' && !member.is_self && (
          <Menu.Item onClick={() => signingOut.mutate(member.id)}>Sign out everywhere</Menu.Item>
        )}
        <Menu.Item c="var(--tl-bad)" onClick={onRemove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
