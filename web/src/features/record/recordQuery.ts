import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { answer, client } from '../../api/client';

export type Audit = Schemas['Audit'];

/** The newest decisions, and whether the record holds. */
export const recordQuery = queryOptions({
  queryKey: ['record'],
  queryFn: () => answer(client.GET('/api/v1/audit')),
});
