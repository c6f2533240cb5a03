import { answer, client, type Schemas } from '../../api/client';
import type { TeamMember } from '../../lib/teamQuery';

export interface RoleChange {
  memberId: string;
  role: Schemas['Role'];
}

/** Gives a member another role. */
export function changeRole({ memberId, role }: RoleChange): Promise<TeamMember> {
  const params = { path: { member_id: memberId } };
  return answer(client.PUT('/api/v1/members/{member_id}/role', { params, body: { role } }));
}
