import { answer, client } from '../../api/client';
import type { TeamMember } from '../../lib/teamQuery';

/** Takes the open link of a member back. */
export function takeBackLink(memberId: string): Promise<TeamMember> {
  const params = { path: { member_id: memberId } };
  return answer(client.DELETE('/api/v1/members/{member_id}/link', { params }));
}
