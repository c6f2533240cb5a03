import { answer, client, type Schemas } from '../../api/client';

export type DiscardResult = Schemas['DiscardResult'];

/** Takes quarantined rows out of the list of what waits, or puts them back. They are kept. */
export function discard(request: Schemas['Discard']): Promise<DiscardResult> {
  return answer(client.POST('/api/v1/quarantine/discard', { body: request }));
}
