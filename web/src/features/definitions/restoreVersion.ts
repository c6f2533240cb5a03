import { answer, client, type Schemas } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** Applies the text of an earlier version as a new one. */
export function restoreVersion(
  { kind, name }: DefinitionId,
  version: number,
  reason: string,
): Promise<Schemas['AppliedVersion']> {
  return answer(
    client.POST('/api/v1/definitions/{kind}/{name}/versions/{version}/restore', {
      params: { path: { kind, name, version } },
      body: { reason },
    }),
  );
}
