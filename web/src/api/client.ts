import createClient, { type Middleware } from 'openapi-fetch';
import { api as messages } from '../messages/api';
import { problemOf, ProblemError, unreachable } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** What a session says of itself to the server. */
type Shown = Pick<Schemas['Session'], 'csrf_token' | 'member' | 'workspace'>;

/** The session this page shows; a browser has one for all its tabs, and it may be another one by now. */
let shown: Shown | null = null;

/** Remembers the session that this page shows from now on; null forgets it. */
export function showSession(session: Shown | null): void {
  shown = session;
}

/** The workspace that this page shows. */
export function shownWorkspace(): string | null {
  return shown?.workspace.id ?? null;
}

/** Whether a session is of the same member in the same workspace as this page shows. */
export function isShown(session: Shown): boolean {
  return shown?.workspace.id === session.workspace.id && shown.member.id === session.member.id;
}

/**
 * What goes with every request: the token on what changes something, and which workspace this page shows, so that the
 * server refuses a tab that was left behind when another one went elsewhere.
 */
export function sessionHeaders(method: string): Record<string, string> {
  if (shown === null) return {};
  const workspace = { 'X-Truelift-Workspace': shown.workspace.id };
  return method === 'GET' ? workspace : { ...workspace, 'X-CSRF-Token': shown.csrf_token };
}

/** Whether the browser is in another workspace than this page shows. */
let isLeftBehind = false;

/** A page that was left behind asks nothing of the server but who is signed in, until somebody says where it goes on. */
export function leaveBehind(isIt: boolean): void {
  isLeftBehind = isIt;
}

const ofSession: Middleware = {
  onRequest({ request, schemaPath }) {
    if (isLeftBehind && !schemaPath.startsWith('/api/v1/session')) {
      return Response.json(messages.elsewhere, { status: messages.elsewhere.status });
    }
    for (const [name, value] of Object.entries(sessionHeaders(request.method)))
      request.headers.set(name, value);
    return request;
  },
};

export const client = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
client.use(ofSession);

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
