import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type PilotWork = Schemas['PilotWork'];
export type PilotLine = Schemas['PilotLine'];
export type Review = Schemas['Review'];
export type ReviewWord = Schemas['ReviewWord'];

/** Everything that can be done with a pilot next. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function workQuery(pilotId: string) {
  return queryOptions({
    queryKey: ['pilot', pilotId, 'work'],
    queryFn: () => answer(client.GET('/api/v1/pilots/{id}/work', { params: { path: { id: pilotId } } })),
  });
}
