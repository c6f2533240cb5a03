import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client';

export type SavedView = Schemas['SavedView'];

/** The views of lists that the member keeps. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: () => answer(client.GET('/api/v1/account/views')),
});

/** Keeps these in place of those kept before. */
export function keepViews(items: SavedView[]): Promise<Schemas['SavedViews']> {
  return answer(client.PUT('/api/v1/account/views', { body: { items } }));
}
