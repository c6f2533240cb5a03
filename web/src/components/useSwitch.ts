import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { answer, client, type Schemas } from '../api/client';
import type { ProblemError } from '../api/problem';
import { enterWorkspace } from '../lib/enterWorkspace';
import { components as messages } from '../messages/components';
import { showDone, showProblem } from './notices';

/** Goes to another workspace of the member, by its id. */
export function useSwitch(): UseMutationResult<Schemas['Session'], ProblemError, string> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (workspace: string) =>
      answer(client.POST('/api/v1/session/workspace', { body: { workspace } })),
    onSuccess: async (session) => {
      await enterWorkspace(queryClient, router, session);
      showDone(messages.useSwitch.youAreIn(session.workspace.name), messages.useSwitch.nothingOfTheOther);
    },
    onError: (error) => showProblem(error),
  });
}
