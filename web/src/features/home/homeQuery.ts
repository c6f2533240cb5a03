import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Home = Schemas['Home'];
export type Job = Schemas['Job'];

const BUSY_MS = 3_000;
const QUIET_MS = 30_000;

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

/** The latest jobs, those that have not ended among them. */
export const openJobsQuery = queryOptions({
  queryKey: ['jobs', 'home'],
  queryFn: () => answer(client.GET('/api/v1/jobs')),
  refetchInterval: (query) => ((query.state.data?.n_open ?? 0) > 0 ? BUSY_MS : QUIET_MS),
});
