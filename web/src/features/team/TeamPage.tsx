import { Button, Paper, Stack } from '@mantine/core';
import { IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { team as messages } from '../../messages/team';
import { InviteDialog } from './InviteDialog';
import type { MadeLink } from './inviteMember';
import { LinkDialog } from './LinkDialog';
import { TeamList } from './TeamList';
import { teamQuery } from '../../lib/teamQuery';

function Team({ onLink }: { onLink: (made: MadeLink) => void }): JSX.Element {
  const team = useQuery(teamQuery);
  switch (team.status) {
    case 'pending':
      return <ListSkeleton noun={messages.teamPage.noun} rowHeightPx={64} />;
    case 'error':
      return <ProblemNote problem={team.error} onRetry={() => void team.refetch()} />;
    case 'success':
      return (
        <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--tl-surface)">
          <TeamList members={team.data.items} onLink={onLink} />
          {team.data.items.length < 2 && (
            <EmptyState
              icon={<IconUsersGroup size={32} stroke={1.4} aria-hidden />}
              title={messages.teamPage.youWorkAloneSoFar}
              text={messages.teamPage.youWorkAloneSoFarText}
            />
          )}
        </Paper>
      );
  }
}

/** In the address it stands for the dialog that invites somebody. */
const INVITE = 'invite';

/** Who works in this workspace, in which role. */
export function TeamPage(): JSX.Element {
  const { isAllowed } = useMay('keep_members');
  const { ask } = useSearch({ from: '/_member/team' });
  const navigate = useNavigate({ from: '/team' });
  const setInviting = (isInviting: boolean): void =>
    void navigate({ search: isInviting ? { ask: INVITE } : {}, replace: !isInviting });
  const [made, setMade] = useState<MadeLink | null>(null);
  return (
    <Stack gap="md" data-page="team">
      <PageHeader
        title={messages.teamPage.title}
        lede={messages.teamPage.lede}
        aside={
          isAllowed && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
              {messages.teamPage.inviteAMember}
            </Button>
          )
        }
      />
      <WhyNot act="keep_members" />
      <Team onLink={setMade} />
      {isAllowed && ask === INVITE && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(link) => {
            setInviting(false);
            setMade(link);
          }}
        />
      )}
      {made !== null && <LinkDialog made={made} onClose={() => setMade(null)} />}
    </Stack>
  );
}
