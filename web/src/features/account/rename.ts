import { answer, client, type Schemas } from '../../api/client';

/** Changes the member's own name. */
export function rename(name: string): Promise<Schemas['Member']> {
  return answer(client.PUT('/api/v1/account/name', { body: { name } }));
}
