import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client';

export type DefinitionSummary = Schemas['DefinitionSummary'];

/** Everything that is defined, drafts among it. */
export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: () => answer(client.GET('/api/v1/definitions')),
});
