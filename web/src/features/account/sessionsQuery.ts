import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type OwnSession = Schemas['OwnSession'];

/** Where the member is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: () => answer(client.GET('/api/v1/account/sessions')),
});
