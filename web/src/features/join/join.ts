import { answer, client, setCsrfToken, type Schemas } from '../../api/client';

/** Takes a link's offer: sets the password and signs in. */
export async function join(taken: Schemas['Join']): Promise<Schemas['Session']> {
  const session = await answer(client.POST('/api/v1/join', { body: taken }));
  setCsrfToken(session.csrf_token);
  return session;
}
