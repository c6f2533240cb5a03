import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

export type DefinitionVersion = Schemas['DefinitionVersion'];

/** Every version of a definition, the latest first. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export const versionsQuery = ({ kind, name }: DefinitionId) =>
  queryOptions({
    queryKey: ['definitions', kind, name, 'versions'],
    queryFn: () =>
      answer(client.GET('/api/v1/definitions/{kind}/{name}/versions', { params: { path: { kind, name } } })),
  });
