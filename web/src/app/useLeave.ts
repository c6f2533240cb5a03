import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { showProblem } from '../components/notices';
import { signOut } from '../features/session/signOut';
import { enterWorkspace } from '../lib/enterWorkspace';

/** The way out: ends the session, forgets what was shown, and leads to sign-in. */
export function useLeave(): UseMutationResult<unknown, Error, void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation<unknown, Error>({
    mutationFn: signOut,
    onSuccess: async () => {
      await enterWorkspace(queryClient, router, null);
    },
    onError: (error) => showProblem(error as never),
  });
}
