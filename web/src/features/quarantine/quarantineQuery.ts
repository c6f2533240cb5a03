import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type QuarantineRule = Schemas['QuarantineRule'];

/** Quarantined rows counted by source and rule. */
export const quarantineQuery = queryOptions({
  queryKey: ['quarantine', 'rules'],
  queryFn: () => answer(client.GET('/api/v1/quarantine')),
});
