import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Rehearsal = Schemas['Rehearsal'];
export type RehearsedWorld = Schemas['RehearsedWorld'];

/** The latest rehearsal of a pilot, and the job that plays one; null when there is none. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function rehearsalQuery(pilotId: string) {
  return queryOptions({
    queryKey: ['pilot', pilotId, 'rehearsal'],
    queryFn: () => answer(client.GET('/api/v1/pilots/{id}/rehearsal', { params: { path: { id: pilotId } } })),
  });
}

/** Takes the rehearsal away. */
export async function removeRehearsal(id: string): Promise<void> {
  await answer(client.DELETE('/api/v1/pilots/{id}/rehearsal', { params: { path: { id } } }));
}
