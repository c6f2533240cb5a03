import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { replay, type ReplayResult } from './replay';

/** Replays, and has the counts and rows read again. */
export function useReplay(
  onReplayed: (result: ReplayResult) => void,
): UseMutationResult<ReplayResult, ProblemError, Schemas['Replay']> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: replay,
    onSuccess: async (result) => {
      onReplayed(result);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['quarantine'] }),
        queryClient.invalidateQueries({ queryKey: ['home'] }),
      ]);
    },
  });
}
