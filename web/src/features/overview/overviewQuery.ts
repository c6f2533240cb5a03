import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Overview = Schemas['Overview'];
export type StepSummary = Schemas['StepSummary'];

/** The loop as eight steps, and the pilot. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => answer(client.GET('/api/v1/overview')),
  refetchInterval: 15_000,
});
