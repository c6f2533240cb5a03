import { answer, client, type Schemas } from '../../api/client';

export type UnifyResult = Schemas['UnifyResult'];

/** Unifies all records again, with every ruling in force. Takes seconds. */
export function unifyPeople(): Promise<UnifyResult> {
  return answer(client.POST('/api/v1/people/unify'));
}
