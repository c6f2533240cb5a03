import { answer, client } from '../../api/client';
import type { DefinitionId, ShownDefinition } from '../../lib/definitionQuery';

export interface Keeping extends DefinitionId {
  text: string;
  /** What was read before it was changed; null for a new one. */
  stamp: string | null;
  /** The version that the text now goes with, after two were put together. */
  baseVersion?: number;
}

/** Keeps a text as a draft. Whoever was faster is told by a 412 with their text. */
export function keepDraft({ kind, name, text, stamp, baseVersion }: Keeping): Promise<ShownDefinition> {
  const header = stamp === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${stamp}"` };
  return answer(
    client.PUT('/api/v1/definitions/{kind}/{name}', {
      params: { path: { kind, name }, header },
      body: baseVersion === undefined ? { text } : { text, base_version: baseVersion },
    }),
  );
}
