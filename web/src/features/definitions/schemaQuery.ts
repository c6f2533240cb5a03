import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import type { JsonSchema } from '../../lib/schemaField';

/** What a definition of a kind may hold; it changes with the program only. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export const schemaQuery = (kind: string) =>
  queryOptions({
    queryKey: ['schemas', kind],
    queryFn: async () => {
      const found = await answer(client.GET('/api/v1/schemas/{kind}', { params: { path: { kind } } }));
      const schema: JsonSchema = found.schema;
      return { schema, example: found.example };
    },
    staleTime: Infinity,
  });
