import { answer, client } from '../../api/client';

/** Ends a write key: whoever holds it can post nothing more. */
export function endKey(keyId: string): Promise<undefined> {
  return answer(client.DELETE('/api/v1/write-keys/{key_id}', { params: { path: { key_id: keyId } } }));
}
