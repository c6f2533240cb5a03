import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { readShown } from '../../api/elsewhere';

export type Session = Schemas['Session'];

/** Who is signed in; null when nobody is, which is an answer and not an error. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readShown,
  staleTime: Infinity,
});
