import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState, useSyncExternalStore, type JSX } from 'react';
import { answer, client, showSession, type Schemas } from '../api/client';
import { goTo, lookElsewhere, onElsewhere, whereElse } from '../api/elsewhere';
import { ProblemError } from '../api/problem';
import { Dialog } from '../components/Dialog';
import { ProblemNote } from '../components/ProblemNote';
import { enterWorkspace } from '../lib/enterWorkspace';
import { app as messages } from '../messages/app';

const words = messages.elsewhereDialog;

/** Nothing is left by looking away: the tab shows one workspace and the browser is in another. */
function stay(): void {
  void lookElsewhere();
}

/**
 * Says that this tab was left behind: another tab went to another workspace, or signed in there. Until somebody chooses,
 * nothing more is read or changed here.
 */
export function ElsewhereDialog({ shown }: { shown: Schemas['Session'] }): JSX.Element | null {
  const there = useSyncExternalStore(onElsewhere, whereElse);
  const queryClient = useQueryClient();
  const router = useRouter();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  if (there === null || there.workspace.id === shown.workspace.id) return null;
  const canReturn = there.workspaces.some(({ id }) => id === shown.workspace.id);
  const back = async (): Promise<void> => {
    // The token of the session that the browser has by now, for this one request.
    showSession(there);
    try {
      const body = { workspace: shown.workspace.id };
      const session = await answer(client.POST('/api/v1/session/workspace', { body }));
      // What this tab shows was of that workspace all along, and so are the words that stand half written in it.
      goTo(session);
      queryClient.setQueryData(['session'], session);
      await router.invalidate();
      await queryClient.invalidateQueries();
    } catch (error) {
      showSession(shown);
      if (error instanceof ProblemError) setProblem(error);
      else throw error;
    }
  };
  return (
    <Dialog
      isOpen
      centered
      onClose={stay}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={words.title(there.workspace.name)}
    >
      <Stack data-elsewhere={there.workspace.id}>
        {problem !== null && <ProblemNote problem={problem} />}
        <Text size="sm">{words.thisTabShows(shown.workspace.name)}</Text>
        <Group justify="flex-end">
          {canReturn && (
            <Button variant="default" onClick={() => void back()}>
              {words.backTo(shown.workspace.name)}
            </Button>
          )}
          <Button data-autofocus onClick={() => void enterWorkspace(queryClient, router, there)}>
            {words.goOnIn(there.workspace.name)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
