import { notifications } from '@mantine/notifications';
import type { ProblemError } from '../api/problem';

/** Says in the corner that something was done. */
export function showDone(title: string, message: string): void {
  notifications.show({ title, message, color: 'spruce', autoClose: 8000 });
}

/** Says in the corner that something failed, in the server's words. */
export function showProblem(error: ProblemError): void {
  const { title, detail, hint } = error.problem;
  notifications.show({
    title,
    message: [detail, hint].filter((text) => text != null).join('. '),
    color: 'brick',
    autoClose: false,
  });
}
