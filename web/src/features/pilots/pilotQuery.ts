import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Pilot = Schemas['Pilot'];
export type Arm = Schemas['Arm'];

/** A pilot: plan, messages, trust checks, readout and decision. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function pilotQuery(pilotId: string) {
  return queryOptions({
    queryKey: ['pilot', pilotId],
    queryFn: () => answer(client.GET('/api/v1/pilots/{id}', { params: { path: { id: pilotId } } })),
  });
}
