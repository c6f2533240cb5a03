import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { lookElsewhere } from '../api/elsewhere';
import { ProblemError } from '../api/problem';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ProblemError;
    /** `isSignIn`: a 401 is this request's own answer, not the end of the session. */
    mutationMeta: { isSignIn?: boolean };
  }
}

const MAX_RETRIES = 2;

/** Only what may pass by itself is tried again: no connection, or the server's own fault. */
function mayPass(error: ProblemError): boolean {
  return error.problem.status === 0 || error.problem.status >= 500;
}

/** Another tab went to another workspace: this one is refused until somebody says where it goes on. */
function mayBeElsewhere(error: ProblemError): void {
  if (error.problem.code === 'other_workspace') void lookElsewhere();
}

/** The page's query client; `onSignedOut` is called when the server no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        mayBeElsewhere(error);
        if (error.problem.status === 401) onSignedOut();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        mayBeElsewhere(error);
        if (error.problem.status === 401 && mutation.meta?.isSignIn !== true) onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (nFailed, error) => nFailed < MAX_RETRIES && mayPass(error),
        refetchOnWindowFocus: false,
      },
    },
  });
}
