import { api as messages } from '../messages/api';
import { answer, client, isShown, leaveBehind, showSession, shownWorkspace, type Schemas } from './client';
import { ProblemError } from './problem';

type Session = Schemas['Session'];

/** The session this browser has by now, when it is in another workspace than this page shows; else null. */
let elsewhere: Session | null = null;
const listeners = new Set<() => void>();

/** What other tabs of this browser are told. */
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('truelift');

function put(session: Session | null): void {
  elsewhere = session;
  leaveBehind(session !== null);
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`. */
export function onElsewhere(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the browser is by now; null when it is where this page is. */
export function whereElse(): Session | null {
  return elsewhere;
}

/** Who is signed in in this browser, in whatever workspace. */
export async function readSession(): Promise<Session | null> {
  try {
    return await answer(client.GET('/api/v1/session'));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

/** Looks whether this page was left behind, and says so. */
export async function lookElsewhere(): Promise<void> {
  const session = await readSession().catch(() => null);
  const here = shownWorkspace();
  // Somebody went away and came back: the token is another one now.
  if (session !== null && isShown(session)) showSession(session);
  put(session !== null && here !== null && session.workspace.id !== here ? session : null);
}

/**
 * The session as this page may show it.
 *
 * A page that shows a workspace never takes up the session of another one by reading it: that would put the data of the
 * one under the name of the other.
 */
export async function readShown(): Promise<Session | null> {
  const session = await readSession();
  const here = shownWorkspace();
  if (session !== null && here !== null && session.workspace.id !== here) {
    put(session);
    throw new ProblemError(messages.elsewhere);
  }
  showSession(session);
  return session;
}

/** From now on the page shows this session, on purpose; other tabs hear of it. */
export function goTo(session: Session | null): void {
  showSession(session);
  put(null);
  tabs?.postMessage('moved');
}

tabs?.addEventListener('message', () => void lookElsewhere());
