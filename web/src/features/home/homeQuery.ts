import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Home = Schemas['Home'];

/** What waits, what runs, what changed. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: () => answer(client.GET('/api/v1/home')),
});

/** All experiments together. */
export const programmeQuery = queryOptions({
  queryKey: ['programme'],
  queryFn: () => answer(client.GET('/api/v1/programme/readout')),
});
