import { answer, client } from '../../api/client';
import type { MadeLink } from './inviteMember';

/** Makes a link by which a member joins or sets a new password; an earlier one opens nothing any more. */
export function makeMemberLink(memberId: string): Promise<MadeLink> {
  const params = { path: { member_id: memberId } };
  return answer(client.POST('/api/v1/members/{member_id}/link', { params }));
}
