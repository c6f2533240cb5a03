import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type AudienceSummary = Schemas['AudienceSummary'];

/** Every audience with how many people are in it now. */
export const audiencesQuery = queryOptions({
  queryKey: ['audiences'],
  queryFn: () => answer(client.GET('/api/v1/audiences')),
});
