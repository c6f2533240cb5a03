import { answer, client, type Schemas } from '../../api/client';

/** Changes the member's own password; every other session ends. */
export async function changePassword(change: Schemas['NewPassword']): Promise<void> {
  await answer(client.POST('/api/v1/account/password', { body: change }));
}
