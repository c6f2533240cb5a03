import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import type { QuarantineRule } from './quarantineQuery';

/** What the open rows of a rule say in a column, the most frequent first. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function columnValuesQuery({ source, rule, field }: QuarantineRule, column: string) {
  return queryOptions({
    queryKey: ['quarantine', 'values', source, rule, field ?? '', column],
    queryFn: () =>
      answer(
        client.GET('/api/v1/quarantine/values', {
          params: { query: { source, rule, field: field ?? '', column } },
        }),
      ),
    enabled: column !== '',
  });
}
