import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** What would go with the workspace, and whether it can be removed. */
export const holdingsQuery = queryOptions({
  queryKey: ['holdings'],
  queryFn: () => answer(client.GET('/api/v1/workspace/holdings')),
  staleTime: 0,
});
