import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client';

export type ShownDefinition = Schemas['ShownDefinition'];

export interface DefinitionId {
  kind: string;
  name: string;
}

/** What is applied and what is drafted of one definition. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export const definitionQuery = ({ kind, name }: DefinitionId) =>
  queryOptions({
    queryKey: ['definitions', kind, name],
    queryFn: () =>
      answer(client.GET('/api/v1/definitions/{kind}/{name}', { params: { path: { kind, name } } })),
    // A text that somebody writes on is not read anew under their hands.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
