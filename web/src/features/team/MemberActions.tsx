import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { AskDialog } from '../../components/AskDialog';
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

/** What is asked before it is done. */
type Asked = 'link' | 'take-back' | 'sign-out';

/** What an admin can do with a member. */
export function MemberActions({ member, onLink, onRemove }: MemberActionsProps): JSX.Element {
  const [asked, setAsked] = useState<Asked | null>(null);
  const linking = useTeamChange(makeMemberLink, (made) => {
    setAsked(null);
    onLink(made);
  });
  const takingBack = useTeamChange(takeBackLink, ({ name }) => {
    setAsked(null);
    showDone(messages.memberActions.linkTakenBack, messages.memberActions.linkOpensNothingAnyMore(name));
  });
  const signingOut = useTeamChange(endSessionsOf, ({ n_ended }) => {
    setAsked(null);
    showDone(messages.memberActions.isSignedOut(member.name), messages.memberActions.ended(n_ended));
  });
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
  const asks = {
    link: {
      title: messages.memberActions.askNewLink(member.name),
      lost: messages.memberActions.linkBeforeOpensNothing,
      act: messages.memberActions.makeAnother,
      doing: linking,
    },
    'take-back': {
      title: messages.memberActions.askTakeBack(member.name),
      lost: messages.memberActions.linkWillOpenNothing,
      act: messages.memberActions.takeTheLinkBack,
      doing: takingBack,
    },
    'sign-out': {
      title: messages.memberActions.askSignOut(member.name),
      lost: messages.memberActions.mustSignInAgain,
      act: messages.memberActions.signOut,
      doing: signingOut,
    },
  };
  const ask = asked === null ? null : asks[asked];
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={messages.memberActions.whatToDoWith(member.name)}
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => (member.link === null ? linking.mutate(member.id) : setAsked('link'))}>
            {member.state === 'active'
              ? messages.memberActions.makeLinkForNewPassword
              : messages.memberActions.makeANewInvitationLink}
          </Menu.Item>
          {member.link !== null && (
            <Menu.Item onClick={() => setAsked('take-back')}>
              {messages.memberActions.takeTheLinkBack}
            </Menu.Item>
          )}
          {member.state === 'active' && !member.is_self && (
            <Menu.Item onClick={() => setAsked('sign-out')}>
              {messages.memberActions.signOutEverywhere}
            </Menu.Item>
          )}
          <Menu.Item c="var(--tl-bad)" onClick={onRemove}>
            {messages.memberActions.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {ask !== null && (
        <AskDialog
          title={ask.title}
          act={ask.act}
          isBusy={ask.doing.isPending}
          onAct={() => ask.doing.mutate(member.id)}
          onClose={() => setAsked(null)}
        >
          {ask.lost}
        </AskDialog>
      )}
    </>
  );
}
