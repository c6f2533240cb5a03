import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** One version with what it changed. Versions never change. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export const versionQuery = ({ kind, name }: DefinitionId, version: number) =>
  queryOptions({
    queryKey: ['definitions', kind, name, 'versions', version],
    queryFn: () =>
      answer(
        client.GET('/api/v1/definitions/{kind}/{name}/versions/{version}', {
          params: { path: { kind, name, version } },
        }),
      ),
    staleTime: Infinity,
  });
