import { notifications } from '@mantine/notifications';
import type { QueryClient } from '@tanstack/react-query';
import type { Schemas } from '../api/client';
import { goTo } from '../api/elsewhere';

/** What is asked of the router. */
interface Way {
  history: { push: (href: string) => void };
  invalidate: () => Promise<void>;
}

/**
 * Shows another session's workspace: nothing that was read of the one before is kept, and one begins at home.
 *
 * The notices in the corner are of the one before, too: what they offer to take back is not here.
 */
export async function enterWorkspace(
  queryClient: QueryClient,
  router: Way,
  session: Schemas['Session'] | null,
): Promise<void> {
  goTo(session);
  queryClient.clear();
  notifications.clean();
  queryClient.setQueryData(['session'], session);
  router.history.push(session === null ? '/sign-in' : '/');
  await router.invalidate();
}
