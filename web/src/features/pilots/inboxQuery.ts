import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type InboxMessage = Schemas['InboxMessage'];

const PAGE_SIZE = 20;

/** Messages delivered to the embedded test inbox, of one arm or of all. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function inboxQuery(pilotId: string, arm: string | null) {
  return infiniteQueryOptions({
    queryKey: ['inbox', pilotId, arm],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/pilots/{id}/inbox', {
          params: {
            path: { id: pilotId },
            query: {
              limit: PAGE_SIZE,
              ...(arm === null ? {} : { arm }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
