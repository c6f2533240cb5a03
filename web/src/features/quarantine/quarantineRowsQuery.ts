import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type QuarantineRow = Schemas['QuarantineRow'];

const PAGE_SIZE = 10;

/** The rows of one source that broke one rule in one field; no field for a rule that concerns the row. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function quarantineRowsQuery(source: string, rule: string, field: string) {
  return infiniteQueryOptions({
    queryKey: ['quarantine', 'rows', source, rule, field],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/quarantine/rows', {
          params: {
            query: {
              source,
              rule,
              field,
              limit: PAGE_SIZE,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
