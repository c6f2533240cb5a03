import { answer, client } from '../../api/client';
import type { TeamMember } from '../../lib/teamQuery';

/** Removes a member; what they did stays theirs. */
export function removeMember(memberId: string): Promise<TeamMember> {
  const params = { path: { member_id: memberId } };
  return answer(client.DELETE('/api/v1/members/{member_id}', { params }));
}
