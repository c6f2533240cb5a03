import { Button, Paper, Stack } from '@mantine/core';
import { IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { InviteDialog } from './InviteDialog';
import type { MadeLink } from './inviteMember';
import { LinkDialog } from './LinkDialog';
import { TeamList } from './TeamList';
import { teamQuery } from './teamQuery';

function Team({ onLink }: { onLink: (made: MadeLink) => void }): JSX.Element {
  const team = useQuery(teamQuery);
  switch (team.status) {
    case 'pending':
      return <ListSkeleton noun="members" rowHeightPx={64} />;
    case 'error':
      return <ProblemNote problem={team.error} onRetry={() => void team.refetch()} />;
    case 'success':
      return (
        <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--tl-surface)">
          <TeamList members={team.data.items} onLink={onLink} />
          {team.data.items.length < 2 && (
            <EmptyState
              icon={<IconUsersGroup size={32} stroke={1.4} aria-hidden />}
              title="You work alone so far"
              text="Nobody approves their own work: invite somebody of brand, legal or a leader, so that what you make can be released."
            />
          )}
        </Paper>
      );
  }
}

/** Who works in this workspace, in which role. */
export function TeamPage(): JSX.Element {
  const { isAllowed } = useMay('keep_members');
  const [isInviting, setInviting] = useState(false);
  const [made, setMade] = useState<MadeLink | null>(null);
  return (
    <Stack gap="md" data-page="team">
      <PageHeader
        title="Team"
        lede="Who works here. A role decides what a member may do; every change stands in the record with who made it."
        aside={
          isAllowed && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
              Invite a member
            </Button>
          )
        }
      />
      <WhyNot act="keep_members" />
      <Team onLink={setMade} />
      {isInviting && (
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
