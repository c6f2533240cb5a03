import { NativeSelect, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Moment } from '../../components/Moment';
import { showDone } from '../../components/notices';
import { useMay } from '../../lib/useMay';
import { roleWords } from '../../lib/words';
import { team as messages } from '../../messages/team';
import { changeRole } from './changeRole';
import type { MadeLink } from './inviteMember';
import { MemberActions } from './MemberActions';
import { RemoveDialog } from './RemoveDialog';
import { roleOf, roleOptions } from './roleOptions';
import styles from './TeamList.module.css';
import type { TeamMember } from '../../lib/teamQuery';
import { useTeamChange } from './useTeamChange';

function stateWords(member: TeamMember): string {
  switch (member.state) {
    case 'active':
      return member.link === null ? messages.teamList.canSignIn : messages.teamList.canSignLinkForNew;
    case 'invited':
      return messages.teamList.invitedHasNotJoinedYet;
    case 'without_password':
      return messages.teamList.cannotSignNoPasswordNo;
    case 'removed':
      return messages.teamList.removed;
  }
}

function Role({ member, canChange }: { member: TeamMember; canChange: boolean }): JSX.Element {
  const queryClient = useQueryClient();
  const before = member.role;
  const changing = useTeamChange(changeRole, ({ name, role }) =>
    showDone(
      messages.teamList.isNow(name, roleWords(role)),
      messages.teamList.recordSaysWhoChangedIt,
      async () => {
        await changeRole({ memberId: member.id, role: before });
        await queryClient.invalidateQueries({ queryKey: ['team'] });
      },
    ),
  );
  if (!canChange || member.state === 'removed') return <Text size="sm">{roleWords(member.role)}</Text>;
  return (
    <NativeSelect
      size="sm"
      aria-label={messages.teamList.roleOf(member.name)}
      data={roleOptions}
      value={changing.isPending ? changing.variables.role : member.role}
      disabled={changing.isPending}
      onChange={(event) => changing.mutate({ memberId: member.id, role: roleOf(event.currentTarget.value) })}
    />
  );
}

export interface TeamListProps {
  members: TeamMember[];
  onLink: (made: MadeLink) => void;
}

/** Who is or was a member, with what an admin can change. */
export function TeamList({ members, onLink }: TeamListProps): JSX.Element {
  const { isAllowed } = useMay('keep_members');
  const [doubted, setDoubted] = useState<TeamMember | null>(null);
  return (
    <>
      <ul className={styles.list} aria-label={messages.teamList.members}>
        {members.map((member) => (
          <li key={member.id} className={styles.row} data-member={member.email} data-state={member.state}>
            <div className={styles.who}>
              <Text fw={600} {...(member.state === 'removed' ? { c: 'dimmed' } : {})}>
                {member.name}
                {member.is_self && messages.teamList.you}
              </Text>
              <Text size="sm" c="dimmed">
                {member.email}
              </Text>
            </div>
            <div className={styles.role}>
              <Role member={member} canChange={isAllowed} />
            </div>
            <div className={styles.state}>
              <Text size="sm">{stateWords(member)}</Text>
              <Text size="sm" c="dimmed">
                {member.last_seen_at === null ? (
                  messages.teamList.neverSeen
                ) : (
                  <>{messages.teamList.lastSeen(<Moment at={member.last_seen_at} />)}</>
                )}
              </Text>
            </div>
            <div className={styles.actions}>
              {isAllowed && (
                <MemberActions member={member} onLink={onLink} onRemove={() => setDoubted(member)} />
              )}
            </div>
          </li>
        ))}
      </ul>
      {doubted !== null && <RemoveDialog member={doubted} onClose={() => setDoubted(null)} />}
    </>
  );
}
