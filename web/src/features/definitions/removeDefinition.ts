import { answer, client, type Schemas } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** Takes a definition back; its versions stay. */
export function removeDefinition(
  { kind, name }: DefinitionId,
  evenIfUsed: boolean,
  reason: string,
): Promise<Schemas['RemovedDefinition']> {
  return answer(
    client.DELETE('/api/v1/definitions/{kind}/{name}', {
      params: { path: { kind, name }, query: { even_if_used: evenIfUsed, reason } },
    }),
  );
}
