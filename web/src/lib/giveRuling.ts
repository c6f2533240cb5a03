import { answer, client, type Schemas } from '../api/client';

export type RulingWord = Schemas['RulingWord'];

/** Records what a member says of two records. People change by it when they are unified next. */
export function giveRuling(ruling: Schemas['NewRuling']): Promise<Schemas['RulingGiven']> {
  return answer(client.POST('/api/v1/rulings', { body: ruling }));
}
