import { notifications } from '@mantine/notifications';
import type { ProblemError } from '../api/problem';
import { asSentence } from '../lib/words';
import { components as messages } from '../messages/components';

/** The library's own notices have a nameless button, and a grey that is too faint to read. */
const readable = {
  closeButtonProps: { 'aria-label': messages.notices.close },
  styles: { description: { color: 'var(--mantine-color-dimmed)' } },
};

/** Says in the corner that something was done. */
export function showDone(title: string, message: string): void {
  notifications.show({ ...readable, title, message, color: 'spruce', autoClose: 8000 });
}

/** Says in the corner that something failed, in the server's words. */
export function showProblem(error: ProblemError): void {
  const { detail, hint } = error.problem;
  notifications.show({
    ...readable,
    title: asSentence(detail),
    message: hint == null ? messages.notices.nothingWasChanged : asSentence(hint),
    color: 'brick',
    autoClose: false,
  });
}
