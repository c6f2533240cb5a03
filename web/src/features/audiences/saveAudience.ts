import { answer, client, type Schemas } from '../../api/client';

export interface Saving {
  name: string;
  text: string;
  /** What was read before; null for a new one. */
  stamp: string | null;
  /** The version the text was written from, after two texts were put together. */
  baseVersion: number | null;
}

/** Keeps a text as a draft. A 412 carries the text of whoever was faster. */
export function keepDraft({ name, text, stamp, baseVersion }: Saving): Promise<Schemas['ShownDefinition']> {
  const header = stamp === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${stamp}"` };
  return answer(
    client.PUT('/api/v1/definitions/{kind}/{name}', {
      params: { path: { kind: 'audience', name }, header },
      body: { text, ...(baseVersion === null ? {} : { base_version: baseVersion }) },
    }),
  );
}

/** Makes the draft the next version. */
export function applyDraft(name: string, stamp: string, reason: string): Promise<Schemas['AppliedVersion']> {
  return answer(
    client.POST('/api/v1/definitions/{kind}/{name}/apply', {
      params: { path: { kind: 'audience', name }, header: { 'If-Match': `"${stamp}"` } },
      body: { reason },
    }),
  );
}

/** Drops the draft; what is applied stays. */
export function discardDraft(name: string, stamp: string): Promise<undefined> {
  return answer(
    client.DELETE('/api/v1/definitions/{kind}/{name}/draft', {
      params: { path: { kind: 'audience', name }, header: { 'If-Match': `"${stamp}"` } },
    }),
  );
}
