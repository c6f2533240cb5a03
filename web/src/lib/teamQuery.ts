import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client';

export type TeamMember = Schemas['TeamMember'];

/** Everybody who is or was a member. */
export const teamQuery = queryOptions({
  queryKey: ['team'],
  queryFn: () => answer(client.GET('/api/v1/members')),
});
