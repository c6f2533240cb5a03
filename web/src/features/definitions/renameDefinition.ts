import { answer, client, type Schemas } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** Gives a definition another name, and what names it that name too. */
export function renameDefinition(
  { kind, name }: DefinitionId,
  to: string,
  reason: string,
): Promise<Schemas['RenamedDefinition']> {
  return answer(
    client.POST('/api/v1/definitions/{kind}/{name}/rename', {
      params: { path: { kind, name } },
      body: { to, reason },
    }),
  );
}
