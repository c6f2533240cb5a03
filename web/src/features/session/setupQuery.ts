import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** Whether the first member is still to be created, and in which workspace. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => answer(client.GET('/api/v1/setup')),
});
