import { answer, client, type Schemas } from '../../api/client';

export type ReplayResult = Schemas['ReplayResult'];

/** Tries quarantined rows again, corrected where there is an edit. */
export function replay(request: Schemas['Replay']): Promise<ReplayResult> {
  return answer(client.POST('/api/v1/quarantine/replay', { body: request }));
}
