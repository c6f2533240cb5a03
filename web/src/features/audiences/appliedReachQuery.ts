import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

/** Whom marketing by e-mail reaches of an audience that is applied. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function appliedReachQuery(name: string) {
  return queryOptions({
    queryKey: ['audiences', 'reach', name],
    queryFn: () =>
      answer(
        client.GET('/api/v1/audiences/{name}/reach', {
          params: { path: { name }, query: { channel: 'email', purposes: 'marketing' } },
        }),
      ),
    staleTime: 60_000,
  });
}
