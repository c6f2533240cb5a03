import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** Two records compared field by field. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function recordPairQuery(left: string, right: string) {
  return queryOptions({
    queryKey: ['record-pair', left, right],
    queryFn: () => answer(client.GET('/api/v1/pairs/compare', { params: { query: { left, right } } })),
  });
}
