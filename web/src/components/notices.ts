import { notifications } from '@mantine/notifications';
import type { ProblemError } from '../api/problem';
import { asSentence } from '../lib/words';

/** Says in the corner that something was done. */
export function showDone(title: string, message: string): void {
  notifications.show({ title, message, color: 'spruce', autoClose: 8000 });
}

/** Says in the corner that something failed, in the server's words. */
export function showProblem(error: ProblemError): void {
  const { detail, hint } = error.problem;
  notifications.show({
    title: asSentence(detail),
    message: hint == null ? 'Nothing was changed.' : asSentence(hint),
    color: 'brick',
    autoClose: false,
  });
}
