import { answer, client, type Schemas } from '../../api/client';

/** Ends every session of a member. */
export function endSessionsOf(memberId: string): Promise<Schemas['EndedSessions']> {
  const params = { path: { member_id: memberId } };
  return answer(client.DELETE('/api/v1/members/{member_id}/sessions', { params }));
}
