import { answer, client } from '../../api/client';
import type { TeamMember } from '../../lib/teamQuery';

/** Makes somebody who was removed a member again. */
export function bringBackMember(memberId: string): Promise<TeamMember> {
  const params = { path: { member_id: memberId } };
  return answer(client.POST('/api/v1/members/{member_id}/bring-back', { params }));
}
