import { answer, client, type Schemas } from '../../api/client';

export type MadeLink = Schemas['MadeLink'];

/** Makes a member and the link by which they join. */
export function inviteMember(invite: Schemas['NewInvite']): Promise<MadeLink> {
  return answer(client.POST('/api/v1/members', { body: invite }));
}
