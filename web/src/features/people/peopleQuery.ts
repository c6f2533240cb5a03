import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type PersonRow = Schemas['PersonRow'];

const PAGE_SIZE = 25;

/** People whose name, e-mail, phone, customer number or id contains `q`; all of them when it is empty. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function peopleQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['people', q],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/people', {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(q === '' ? {} : { q }),
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
