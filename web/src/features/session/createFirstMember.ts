import { answer, client, type Schemas } from '../../api/client';

/** Creates the first member, which also signs in; the session is to be read after it. */
export async function createFirstMember(member: Schemas['FirstMember']): Promise<Schemas['Member']> {
  const created = await answer(client.POST('/api/v1/setup', { body: member }));
  return created.member;
}
