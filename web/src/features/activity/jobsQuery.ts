import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

const BUSY_MS = 3_000;
const QUIET_MS = 15_000;

/** All jobs, the latest first. */
export const jobsQuery = infiniteQueryOptions({
  queryKey: ['jobs', 'all'],
  queryFn: ({ pageParam }) =>
    answer(
      client.GET('/api/v1/jobs', { params: { query: pageParam === null ? {} : { cursor: pageParam } } }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: (query) => ((query.state.data?.pages[0]?.n_open ?? 0) > 0 ? BUSY_MS : QUIET_MS),
});
