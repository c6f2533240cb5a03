import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { showProblem } from '../components/notices';
import { sessionQuery } from '../features/session/sessionQuery';
import { signOut } from '../features/session/signOut';

/** The way out: ends the session, forgets what was shown, and leads to sign-in. */
export function useLeave(): UseMutationResult<unknown, Error, void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation<unknown, Error>({
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, null);
      await router.navigate({ to: '/sign-in' });
    },
    onError: (error) => showProblem(error as never),
  });
}
