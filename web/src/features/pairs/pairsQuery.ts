import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Pair = Schemas['Pair'];
export type PairKind = Schemas['PairKind'];

/** Enough that the next pair is always there, however fast one answers. */
const N_AHEAD = 25;

/** The next pairs of one kind, how many wait, and how well the links hold that nobody was asked about. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function pairsQuery(kind: PairKind) {
  return queryOptions({
    queryKey: ['pairs', kind],
    queryFn: () => answer(client.GET('/api/v1/pairs', { params: { query: { kind, limit: N_AHEAD } } })),
  });
}
