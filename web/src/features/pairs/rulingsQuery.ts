import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Ruling = Schemas['Ruling'];

/** All that members said of records, the latest first; what was taken back, too. */
export const rulingsQuery = queryOptions({
  queryKey: ['rulings'],
  queryFn: () => answer(client.GET('/api/v1/rulings')),
});
