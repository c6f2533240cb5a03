import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client';
import { isOver, type Job } from './job';

/** How often the shell looks whether something runs. */
const QUIET_MS = 15_000;
const BUSY_MS = 3_000;

/** Where the browser has no stream of events, a job that runs is looked at this often. */
const LOOK_MS = 1_000;

/** One job with its log. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function jobQuery(jobId: number) {
  return queryOptions<Job>({
    queryKey: ['job', jobId],
    queryFn: () => answer(client.GET('/api/v1/jobs/{job_id}', { params: { path: { job_id: jobId } } })),
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return typeof EventSource === 'undefined' && state !== undefined && !isOver(state) ? LOOK_MS : false;
    },
  });
}

/** The jobs that have not ended, the oldest first. */
export const openJobsQuery = queryOptions({
  queryKey: ['jobs', 'open'],
  queryFn: (): Promise<Schemas['JobList']> =>
    answer(client.GET('/api/v1/jobs', { params: { query: { open: true } } })),
  refetchInterval: (query) => ((query.state.data?.n_open ?? 0) > 0 ? BUSY_MS : QUIET_MS),
});
