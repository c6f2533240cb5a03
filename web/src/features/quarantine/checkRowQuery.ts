import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** Whether a row would be good with these texts. Nothing is written. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function checkRowQuery(rowId: string, original: string) {
  return queryOptions({
    queryKey: ['quarantine-check', rowId, original],
    queryFn: () => answer(client.POST('/api/v1/quarantine/check', { body: { row_id: rowId, original } })),
    staleTime: 60_000,
  });
}
