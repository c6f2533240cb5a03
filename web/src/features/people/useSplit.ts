import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';

/** Says of a record that it is another person than every other record it is with. */
export function useSplit(): UseMutationResult<Schemas['SplitGiven'], ProblemError, Schemas['NewSplit']> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (split: Schemas['NewSplit']) => answer(client.POST('/api/v1/rulings/split', { body: split })),
    onSettled: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['pairs'] }),
        queryClient.invalidateQueries({ queryKey: ['rulings'] }),
      ]);
    },
  });
}
