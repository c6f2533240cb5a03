import createClient, { type Middleware } from 'openapi-fetch';
import { problemOf, ProblemError, unreachable } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** The token of the session, sent back on everything that changes something. */
let csrfToken: string | null = null;

/** Remembers the token of the session that was just read; null forgets it. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The token of the session, for what `fetch` cannot do. */
export function csrfHeader(): Record<string, string> {
  return csrfToken === null ? {} : { 'X-CSRF-Token': csrfToken };
}

const csrf: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && csrfToken !== null) request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
};

export const client = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
client.use(csrf);

interface Call<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Awaits a call and gives its body, or throws a [`ProblemError`]; nothing else is ever thrown. */
export async function answer<T>(call: Promise<Call<T>>): Promise<T> {
  let result: Call<T>;
  try {
    result = await call;
  } catch {
    throw new ProblemError(unreachable);
  }
  if (!result.response.ok) throw new ProblemError(problemOf(result.response.status, result.error));
  // A 204 has no body; its type parameter is `undefined`.
  return result.data as T;
}
