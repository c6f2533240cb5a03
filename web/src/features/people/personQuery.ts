import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Person = Schemas['Person'];

/** One person with everything it was made from; an old id resolves to the person it became. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function personQuery(personId: string) {
  return queryOptions({
    queryKey: ['person', personId],
    queryFn: () =>
      answer(client.GET('/api/v1/people/{person_id}', { params: { path: { person_id: personId } } })),
  });
}
