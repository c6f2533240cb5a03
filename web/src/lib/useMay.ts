import { useRouteContext } from '@tanstack/react-router';
import { lib as messages } from '../messages/lib';

/** What roles tell apart, as the server names it. */
export type Act =
  | 'make'
  | 'approve'
  | 'mend_data'
  | 'release'
  | 'judge'
  | 'take_people'
  | 'keep_members'
  | 'keep_keys'
  | 'keep_workspaces';

export interface May {
  isAllowed: boolean;
  /** Who may, when the member may not. */
  whyNot: string | null;
}

/** Whether the signed-in member may do something. The server holds to the same on every route. */
export function useMay(act: Act): May {
  const { session } = useRouteContext({ from: '/_member' });
  const found = session.permissions.find((permission) => permission.act === act);
  if (found === undefined) return { isAllowed: false, whyNot: messages.useMay.thisPageOlderThanServer };
  return { isAllowed: found.is_allowed, whyNot: found.why_not };
}
