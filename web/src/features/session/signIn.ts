import { answer, client, showSession, type Schemas } from '../../api/client';
import type { Session } from './sessionQuery';

/** Signs in; the cookie comes with the answer. */
export async function signIn(credentials: Schemas['Credentials']): Promise<Session> {
  const session = await answer(client.POST('/api/v1/session', { body: credentials }));
  showSession(session);
  return session;
}
