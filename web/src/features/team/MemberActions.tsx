import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { JSX } from 'react';
import { showDone } from '../../components/notices';
import { team as messages } from '../../messages/team';
import { bringBackMember } from './bringBackMember';
import { endSessionsOf } from './endSessionsOf';
import type { MadeLink } from './inviteMember';
import { makeMemberLink } from './makeMemberLink';
import { takeBackLink } from './takeBackLink';
import type { TeamMember } from '../../lib/teamQuery';
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
    showDone(messages.memberActions.linkTakenBack, messages.memberActions.linkOpensNothingAnyMore(name)),
  );
  const signingOut = useTeamChange(endSessionsOf, ({ n_ended }) =>
    showDone(messages.memberActions.isSignedOut(member.name), messages.memberActions.ended(n_ended)),
  );
  const bringingBack = useTeamChange(bringBackMember, ({ name }) =>
    showDone(messages.memberActions.isAMemberAgain(name), messages.memberActions.withRolePasswordTheyHad),
  );
  if (member.state === 'removed') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={bringingBack.isPending}
        aria-label={messages.memberActions.bringBackNamed(member.name)}
        onClick={() => bringingBack.mutate(member.id)}
      >
        {messages.memberActions.bringBack}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={messages.memberActions.whatToDoWith(member.name)}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => linking.mutate(member.id)}>
          {member.state === 'active'
            ? messages.memberActions.makeLinkForNewPassword
            : messages.memberActions.makeANewInvitationLink}
        </Menu.Item>
        {member.link !== null && (
          <Menu.Item onClick={() => takingBack.mutate(member.id)}>
            {messages.memberActions.takeTheLinkBack}
          </Menu.Item>
        )}
        {member.state === 'active' && !member.is_self && (
          <Menu.Item onClick={() => signingOut.mutate(member.id)}>
            {messages.memberActions.signOutEverywhere}
          </Menu.Item>
        )}
        <Menu.Item c="var(--tl-bad)" onClick={onRemove}>
          {messages.memberActions.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
