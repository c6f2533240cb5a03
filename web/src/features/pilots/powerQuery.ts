import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type PlannedComparison = Schemas['PlannedComparison'];

/** What a pilot can find with the audience it has. It reads the lake, so it is asked for by itself. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function powerQuery(pilotId: string) {
  return queryOptions({
    queryKey: ['pilot', pilotId, 'power'],
    queryFn: () => answer(client.GET('/api/v1/pilots/{id}/power', { params: { path: { id: pilotId } } })),
    staleTime: 5 * 60_000,
  });
}
