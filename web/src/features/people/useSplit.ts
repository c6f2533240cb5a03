import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ProblemError } from '../../api/problem';
import { giveRuling } from '../../lib/giveRuling';

export interface Split {
  /** The record that is somebody else's. */
  recordId: string;
  /** The records it is kept apart from. */
  otherIds: string[];
  note: string;
}

/** Says of a record that it is another person than each of the others. */
export function useSplit(): UseMutationResult<void, ProblemError, Split> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ recordId, otherIds, note }: Split) => {
      // One after the other: when one is refused, those before it are listed and can be taken back.
      for (const otherId of otherIds) {
        await giveRuling({
          kind: 'different',
          left_record: recordId,
          right_record: otherId,
          origin: 'member',
          note,
        });
      }
    },
    onSettled: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['pairs'] }),
        queryClient.invalidateQueries({ queryKey: ['rulings'] }),
      ]);
    },
  });
}
