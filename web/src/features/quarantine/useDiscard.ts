import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { discard, type DiscardResult } from './discard';

/** Discards or puts back, and has the counts and rows read again. */
export function useDiscard(
  onDone: (result: DiscardResult) => void,
): UseMutationResult<DiscardResult, ProblemError, Schemas['Discard']> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: discard,
    onSuccess: async (result) => {
      onDone(result);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['quarantine'] }),
        queryClient.invalidateQueries({ queryKey: ['home'] }),
      ]);
    },
  });
}
