import { answer, client, type Schemas } from '../api/client';
import { ProblemError } from '../api/problem';

const KIND = 'source';

async function stampOf(name: string): Promise<string | null> {
  const path = { kind: KIND, name };
  try {
    const found = await answer(client.GET('/api/v1/definitions/{kind}/{name}', { params: { path } }));
    return found.stamp;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return null;
    throw error;
  }
}

/** Keeps a contract as the next version of the source `name`, for whoever may make definitions. */
export async function applyContract(
  name: string,
  text: string,
  reason: string,
): Promise<Schemas['AppliedVersion']> {
  const path = { kind: KIND, name };
  const stamp = await stampOf(name);
  const header = stamp === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${stamp}"` };
  const kept = await answer(
    client.PUT('/api/v1/definitions/{kind}/{name}', { params: { path, header }, body: { text } }),
  );
  return answer(
    client.POST('/api/v1/definitions/{kind}/{name}/apply', {
      params: { path, header: { 'If-Match': `"${kept.stamp}"` } },
      body: { reason },
    }),
  );
}
