import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { goTo } from '../../api/elsewhere';
import { sessionQuery, type Session } from './sessionQuery';

/** Enters with a session: to where one was going, or home. Only addresses of our own are followed. */
export function useEnter(): (session: Session | null) => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { from } = useSearch({ from: '/sign-in' });
  return async (session) => {
    // Whoever was signed in here before, in whatever workspace: nothing of theirs may be shown.
    goTo(session);
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    const isOurs = from?.startsWith('/') === true && !from.startsWith('//');
    router.history.push(isOurs ? from : '/');
    await router.invalidate();
  };
}
