import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '../api/client';

const N_PEOPLE = 6;

/** Everything the palette can lead to that has a name: pilots, audiences, definitions. */
export const namedQuery = queryOptions({
  queryKey: ['palette', 'named'],
  queryFn: async () => {
    const [pilots, definitions, views] = await Promise.all([
      answer(client.GET('/api/v1/pilots')),
      answer(client.GET('/api/v1/definitions')),
      answer(client.GET('/api/v1/account/views')),
    ]);
    return { pilots: pilots.items, definitions: definitions.items, views: views.items };
  },
  staleTime: 30_000,
});

/** The first people who match. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function foundPeopleQuery(q: string) {
  return queryOptions({
    queryKey: ['palette', 'people', q],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/people', { params: { query: { q, limit: N_PEOPLE } }, signal })),
    placeholderData: keepPreviousData,
    enabled: q.length >= 2,
  });
}
