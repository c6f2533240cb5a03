import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ProblemError } from '../../api/problem';
import { showProblem } from '../../components/notices';

/** Changes something of the team, has the list read again, and says in the corner when it was refused. */
export function useTeamChange<I, O>(
  change: (input: I) => Promise<O>,
  onDone: (result: O) => void,
): UseMutationResult<O, ProblemError, I> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      onDone(result);
      await queryClient.invalidateQueries({ queryKey: ['team'] });
    },
    onError: (error) => showProblem(error),
  });
}
