import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { giveRuling } from '../../lib/giveRuling';
import { undoRuling } from './undoRuling';

/** Has what depends on the rulings read again; people themselves change only when they are unified. */
function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['pairs'] }),
      queryClient.invalidateQueries({ queryKey: ['rulings'] }),
    ]);
  };
}

/** Gives a ruling. Its promise is kept as soon as the server has it, before the counts are read again. */
export function useGiveRuling(): UseMutationResult<
  Schemas['RulingGiven'],
  ProblemError,
  Schemas['NewRuling']
> {
  const refresh = useRefresh();
  return useMutation({ mutationFn: giveRuling, onSuccess: () => void refresh() });
}

/** Takes a ruling back. */
export function useUndoRuling(): UseMutationResult<Schemas['Ruling'], ProblemError, number> {
  const refresh = useRefresh();
  return useMutation({ mutationFn: undoRuling, onSuccess: () => void refresh() });
}
