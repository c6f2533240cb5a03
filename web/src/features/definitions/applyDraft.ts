import { answer, client, type Schemas } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** Makes the draft the next version. */
export function applyDraft(
  { kind, name }: DefinitionId,
  stamp: string,
  reason: string,
): Promise<Schemas['AppliedVersion']> {
  return answer(
    client.POST('/api/v1/definitions/{kind}/{name}/apply', {
      params: { path: { kind, name }, header: { 'If-Match': `"${stamp}"` } },
      body: { reason },
    }),
  );
}
