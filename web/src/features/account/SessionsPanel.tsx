import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { ListSkeleton } from '../../components/ListSkeleton';
import { Moment } from '../../components/Moment';
import { showDone, showProblem } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { browserName } from '../../lib/browserName';
import { formatCounted } from '../../lib/format';
import { endSession } from './endSession';
import { sessionsQuery, type OwnSession } from './sessionsQuery';

function useEnd(): UseMutationResult<Schemas['EndedSessions'], ProblemError, string | null> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSuccess: async ({ n_ended }) => {
      showDone(
        `${formatCounted(n_ended, 'session', 'sessions')} ended`,
        'Whoever used it must sign in again.',
      );
      await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
    onError: (error) => showProblem(error),
  });
}

function Item({ session }: { session: OwnSession }): JSX.Element {
  const ending = useEnd();
  return (
    <Group component="li" justify="space-between" wrap="nowrap" data-this={session.is_this}>
      <div>
        <Text size="sm" fw={600}>
          {browserName(session.browser)}
          {session.is_this && ' (this one)'}
        </Text>
        <Text size="sm" c="dimmed">
          Begun <Moment at={session.begun_at} />, last used{' '}
          <Moment at={session.last_used_at ?? session.begun_at} />
        </Text>
      </div>
      {!session.is_this && (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          loading={ending.isPending}
          aria-label={`End the session of ${browserName(session.browser)}`}
          onClick={() => ending.mutate(session.id)}
        >
          End
        </Button>
      )}
    </Group>
  );
}

function Sessions(): JSX.Element {
  const sessions = useQuery(sessionsQuery);
  const ending = useEnd();
  switch (sessions.status) {
    case 'pending':
      return <ListSkeleton noun="sessions" rowHeightPx={44} />;
    case 'error':
      return <ProblemNote problem={sessions.error} onRetry={() => void sessions.refetch()} />;
    case 'success':
      return (
        <Stack>
          <Stack component="ul" gap="sm" m={0} p={0} aria-label="Sessions" style={{ listStyle: 'none' }}>
            {sessions.data.items.map((session) => (
              <Item key={session.id} session={session} />
            ))}
          </Stack>
          {sessions.data.items.length > 1 && (
            <Group>
              <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate(null)}>
                Sign out everywhere else
              </Button>
            </Group>
          )}
        </Stack>
      );
  }
}

/** Where the member is signed in. */
export function SessionsPanel(): JSX.Element {
  return (
    <Panel
      title="Where you are signed in"
      hint="The page and the command line. Sessions end by themselves after 14 days."
    >
      <Sessions />
    </Panel>
  );
}
