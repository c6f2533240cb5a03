import { answer, client, type Schemas } from '../../api/client';

/** Ends one session of the member, or with null all but this one. */
export function endSession(sessionId: string | null): Promise<Schemas['EndedSessions']> {
  if (sessionId === null) return answer(client.DELETE('/api/v1/account/sessions'));
  const params = { path: { session_id: sessionId } };
  return answer(client.DELETE('/api/v1/account/sessions/{session_id}', { params }));
}
