import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { AskDialog } from '../../components/AskDialog';
import { ListSkeleton } from '../../components/ListSkeleton';
import { Moment } from '../../components/Moment';
import { showDone, showProblem } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { browserName } from '../../lib/browserName';
import { account as messages } from '../../messages/account';
import { endSession } from './endSession';
import { sessionsQuery, type OwnSession } from './sessionsQuery';

function useEnd(
  onEnded: () => void,
): UseMutationResult<Schemas['EndedSessions'], ProblemError, string | null> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSuccess: async ({ n_ended }) => {
      onEnded();
      showDone(messages.sessionsPanel.ended(n_ended), messages.sessionsPanel.whoeverUsedMustSignAgain);
      await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
    onError: (error) => showProblem(error),
  });
}

function Item({ session }: { session: OwnSession }): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const ending = useEnd(() => setAsking(false));
  const browser = browserName(session.browser);
  return (
    <Group component="li" justify="space-between" wrap="nowrap" data-this={session.is_this}>
      <div>
        <Text size="sm" fw={600}>
          {browser}
          {messages.sessionsPanel.inWorkspace(session.workspace)}
          {session.is_this && messages.sessionsPanel.thisOne}
        </Text>
        <Text size="sm" c="dimmed">
          {messages.sessionsPanel.begunLastUsed(
            <Moment at={session.begun_at} />,
            <Moment at={session.last_used_at ?? session.begun_at} />,
          )}
        </Text>
      </div>
      {!session.is_this && (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          aria-label={messages.sessionsPanel.endTheSessionOf(browser)}
          onClick={() => setAsking(true)}
        >
          {messages.sessionsPanel.end}
        </Button>
      )}
      {isAsking && (
        <AskDialog
          title={messages.sessionsPanel.askEnd(browser)}
          act={messages.sessionsPanel.end}
          isBusy={ending.isPending}
          onAct={() => ending.mutate(session.id)}
          onClose={() => setAsking(false)}
        >
          {messages.sessionsPanel.whatIsWrittenThereIsLost}
        </AskDialog>
      )}
    </Group>
  );
}

function Sessions(): JSX.Element {
  const sessions = useQuery(sessionsQuery);
  const [isAsking, setAsking] = useState(false);
  const ending = useEnd(() => setAsking(false));
  switch (sessions.status) {
    case 'pending':
      return <ListSkeleton noun={messages.sessionsPanel.noun} rowHeightPx={44} />;
    case 'error':
      return <ProblemNote problem={sessions.error} onRetry={() => void sessions.refetch()} />;
    case 'success':
      return (
        <Stack>
          <Stack
            component="ul"
            gap="sm"
            m={0}
            p={0}
            aria-label={messages.sessionsPanel.sessions}
            style={{ listStyle: 'none' }}
          >
            {sessions.data.items.map((session) => (
              <Item key={session.id} session={session} />
            ))}
          </Stack>
          {sessions.data.items.length > 1 && (
            <Group>
              <Button variant="default" onClick={() => setAsking(true)}>
                {messages.sessionsPanel.signOutEverywhereElse}
              </Button>
            </Group>
          )}
          {isAsking && (
            <AskDialog
              title={messages.sessionsPanel.askEndOthers}
              act={messages.sessionsPanel.signOutEverywhereElse}
              isBusy={ending.isPending}
              onAct={() => ending.mutate(null)}
              onClose={() => setAsking(false)}
            >
              {messages.sessionsPanel.allOthersEnd(sessions.data.items.length - 1)}
            </AskDialog>
          )}
        </Stack>
      );
  }
}

/** Where the member is signed in. */
export function SessionsPanel(): JSX.Element {
  return (
    <Panel
      title={messages.sessionsPanel.whereYouAreSignedIn}
      hint={messages.sessionsPanel.whereYouAreSignedInHint}
    >
      <Sessions />
    </Panel>
  );
}
