import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Upload = Schemas['Upload'];

/** Files that were given and wait to be imported. */
export const uploadsQuery = queryOptions({
  queryKey: ['uploads'],
  queryFn: () => answer(client.GET('/api/v1/uploads')),
});

/** Discards a file that was given. */
export async function discardUpload(uploadId: string): Promise<void> {
  await answer(client.DELETE('/api/v1/uploads/{upload_id}', { params: { path: { upload_id: uploadId } } }));
}
