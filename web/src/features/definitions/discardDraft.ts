import { answer, client } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** Drops the draft; what is applied stays. */
export function discardDraft({ kind, name }: DefinitionId, stamp: string): Promise<undefined> {
  return answer(
    client.DELETE('/api/v1/definitions/{kind}/{name}/draft', {
      params: { path: { kind, name }, header: { 'If-Match': `"${stamp}"` } },
    }),
  );
}
