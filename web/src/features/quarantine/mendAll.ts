import { answer, client, type Schemas } from '../../api/client';

export type MendResult = Schemas['MendResult'];

/** Corrects all open rows of a rule that have a value in a column, or says what would become of them. */
export function mendAll(request: Schemas['MendAll']): Promise<MendResult> {
  return answer(client.POST('/api/v1/quarantine/mend', { body: request }));
}
