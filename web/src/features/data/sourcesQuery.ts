import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Source = Schemas['Source'];

/** Where data come from, with what came last. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: () => answer(client.GET('/api/v1/sources')),
});
