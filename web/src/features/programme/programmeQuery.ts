import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** All experiments of the workspace together. */
export const programmeQuery = queryOptions({
  queryKey: ['programme'],
  queryFn: () => answer(client.GET('/api/v1/programme/readout')),
});
