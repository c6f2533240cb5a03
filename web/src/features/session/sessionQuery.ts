import { queryOptions } from '@tanstack/react-query';
import { answer, client, setCsrfToken, type Schemas } from '../../api/client';
import { ProblemError } from '../../api/problem';

export type Session = Schemas['Session'];

/** Who is signed in; null when nobody is, which is an answer and not an error. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await answer(client.GET('/api/v1/session'));
      setCsrfToken(session.csrf_token);
      return session;
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) {
        setCsrfToken(null);
        return null;
      }
      throw error;
    }
  },
  staleTime: Infinity,
});
