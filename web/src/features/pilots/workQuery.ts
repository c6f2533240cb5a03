import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type PilotWork = Schemas['PilotWork'];
export type PilotLine = Schemas['PilotLine'];
export type Review = Schemas['Review'];
export type Foretold = Schemas['Foretold'];
export type ReviewWord = Schemas['ReviewWord'];

/** Others do their steps meanwhile. */
const LOOK_MS = 30_000;

/** Everything that can be done with a pilot next. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function workQuery(pilotId: string) {
  return queryOptions({
    queryKey: ['pilot', pilotId, 'work'],
    queryFn: () => answer(client.GET('/api/v1/pilots/{id}/work', { params: { path: { id: pilotId } } })),
    refetchInterval: LOOK_MS,
  });
}

/** What a release would do now. Reads the whole audience, so it is asked for when somebody wants to know. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function foretoldQuery(pilotId: string) {
  return queryOptions({
    queryKey: ['pilot', pilotId, 'foretold'],
    queryFn: () => answer(client.GET('/api/v1/pilots/{id}/release', { params: { path: { id: pilotId } } })),
    staleTime: 0,
    gcTime: 0,
  });
}
