import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type PersonRow = Schemas['PersonRow'];

/** Whom the list shows and how, as the address says it. */
export type PeopleSearch = Partial<
  Record<'q' | 'audience' | 'source' | 'consent' | 'sort' | 'columns', string>
>;

/** What of it changes; `undefined` takes it away. */
export type PeopleChange = { [K in keyof PeopleSearch]: string | undefined };

const PAGE_SIZE = 25;

/** People, page by page. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function peopleQuery(search: PeopleSearch) {
  return infiniteQueryOptions({
    queryKey: ['people', search],
    queryFn: ({ pageParam, signal }) =>
      answer(
        client.GET('/api/v1/people', {
          params: {
            query: { limit: PAGE_SIZE, ...search, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The audiences by which the list can be narrowed. */
export const audienceNamesQuery = queryOptions({
  queryKey: ['audiences'],
  queryFn: () => answer(client.GET('/api/v1/audiences')),
});
