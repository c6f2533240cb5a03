import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ProblemError } from '../../api/problem';

/** Changes something of a pilot, and has all that is shown of it read again. */
export function usePilotChange<I, O>(
  pilotId: string,
  change: (input: I) => Promise<O>,
  onDone?: (result: O) => void,
): UseMutationResult<O, ProblemError, I> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      onDone?.(result);
      // One that is started again is not the one that ended any more.
      for (const other of ['job', 'jobs', 'pilots', 'overview', 'home']) {
        void queryClient.invalidateQueries({ queryKey: [other] });
      }
      await queryClient.invalidateQueries({ queryKey: ['pilot', pilotId] });
    },
  });
}
