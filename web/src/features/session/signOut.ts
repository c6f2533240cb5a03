import { answer, client, showSession } from '../../api/client';

/** Ends the session. */
export async function signOut(): Promise<void> {
  await answer(client.DELETE('/api/v1/session'));
  showSession(null);
}
