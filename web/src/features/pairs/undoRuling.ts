import { answer, client, type Schemas } from '../../api/client';

/** Takes a ruling back. People change by it when they are unified next. */
export function undoRuling(rulingId: number): Promise<Schemas['Ruling']> {
  return answer(client.DELETE('/api/v1/rulings/{ruling_id}', { params: { path: { ruling_id: rulingId } } }));
}
