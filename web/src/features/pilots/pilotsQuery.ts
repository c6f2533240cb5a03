import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** The pilots of the workspace. */
export const pilotsQuery = queryOptions({
  queryKey: ['pilots'],
  queryFn: () => answer(client.GET('/api/v1/pilots')),
});
