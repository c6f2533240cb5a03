import type { QueryClient } from '@tanstack/react-query';
import type { Schemas } from '../api/client';
import { goTo } from '../api/elsewhere';

/** What is asked of the router. */
interface Way {
  history: { push: (href: string) => void };
  invalidate: () => Promise<void>;
}

/** Shows another session's workspace: nothing that was read of the one before is kept, and one begins at home. */
export async function enterWorkspace(
  queryClient: QueryClient,
  router: Way,
  session: Schemas['Session'] | null,
): Promise<void> {
  goTo(session);
  queryClient.clear();
  queryClient.setQueryData(['session'], session);
  router.history.push(session === null ? '/sign-in' : '/');
  await router.invalidate();
}
