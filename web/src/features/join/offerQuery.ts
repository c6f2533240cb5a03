import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Offer = Schemas['Offer'];

/** What a link opens, and for whom; asking uses nothing up. */
// The type of query options is theirs and cannot be written down.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function offerQuery(token: string) {
  return queryOptions({
    queryKey: ['offer', token],
    queryFn: () => answer(client.POST('/api/v1/join/offer', { body: { token } })),
    retry: false,
    staleTime: Infinity,
  });
}
