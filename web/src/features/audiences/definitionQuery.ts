import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';
import { ProblemError } from '../../api/problem';

export type Shown = Schemas['ShownDefinition'];

/** What is applied and drafted of an audience; null where there is none of this name. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function audienceQuery(name: string) {
  return queryOptions({
    queryKey: ['definition', 'audience', name],
    queryFn: async (): Promise<Shown | null> => {
      try {
        return await answer(
          client.GET('/api/v1/definitions/{kind}/{name}', { params: { path: { kind: 'audience', name } } }),
        );
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status === 404) return null;
        throw error;
      }
    },
  });
}
