import { answer, client, type Schemas } from '../../api/client';

export type CreatedKey = Schemas['CreatedKey'];

/** Makes a write key, which is shown this once. */
export function createKey(key: Schemas['NewWriteKey']): Promise<CreatedKey> {
  return answer(client.POST('/api/v1/write-keys', { body: key }));
}
