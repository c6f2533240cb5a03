import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type ListedKey = Schemas['ListedKey'];

/** What each write key opens; the keys themselves are kept nowhere. */
export const keysQuery = queryOptions({
  queryKey: ['write-keys'],
  queryFn: () => answer(client.GET('/api/v1/write-keys')),
});
