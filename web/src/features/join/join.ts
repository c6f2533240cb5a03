import { answer, client, showSession, type Schemas } from '../../api/client';

/** Takes a link's offer: sets the password and signs in. */
export async function join(taken: Schemas['Join']): Promise<Schemas['Session']> {
  const session = await answer(client.POST('/api/v1/join', { body: taken }));
  showSession(session);
  return session;
}
