import { answer, client, type Schemas } from '../../api/client';
import type { PilotLine, PilotWork } from './workQuery';

function at(id: string): { params: { path: { id: string } } } {
  return { params: { path: { id } } };
}

/** Adds a line that the member wrote. */
export function writeLine(id: string, text: string): Promise<PilotLine> {
  return answer(client.POST('/api/v1/pilots/{id}/lines', { ...at(id), body: { text } }));
}

/** Chooses a line in place of the one before. */
export function chooseLine(id: string, variantId: string): Promise<PilotLine> {
  const params = { path: { id, variant_id: variantId } };
  return answer(client.POST('/api/v1/pilots/{id}/lines/{variant_id}/choose', { params }));
}

/** Asks for approval of what stands. */
export function requestApproval(id: string): Promise<PilotWork> {
  return answer(client.POST('/api/v1/pilots/{id}/approval-requests', at(id)));
}

/** Approves the version that was read. */
export function approvePilot(id: string, word: Schemas['NewReviewWord']): Promise<PilotWork> {
  return answer(client.POST('/api/v1/pilots/{id}/approvals', { ...at(id), body: word }));
}

/** Asks for changes to the version that was read. */
export function askForChanges(id: string, word: Schemas['NewReviewWord']): Promise<PilotWork> {
  return answer(client.POST('/api/v1/pilots/{id}/changes', { ...at(id), body: word }));
}

/** Lets the gate decide what it was seen to say, with a note that stands in the record. */
export function decidePilot(id: string, body: Schemas['NewDecision']): Promise<PilotWork> {
  return answer(client.POST('/api/v1/pilots/{id}/gate', { ...at(id), body }));
}

/** Lets days pass in a simulated workspace. */
export function passTime(to: string): Promise<Schemas['WorkspaceDate']> {
  return answer(client.POST('/api/v1/workspace/date', { body: { to } }));
}
