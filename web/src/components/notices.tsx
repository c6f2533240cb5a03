import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { JSX } from 'react';
import { ProblemError } from '../api/problem';
import { asSentence } from '../lib/words';
import { components as messages } from '../messages/components';

/** The library's own notices have a nameless button, and a grey that is too faint to read. */
const readable = {
  closeButtonProps: { 'aria-label': messages.notices.close },
  styles: { description: { color: 'var(--mantine-color-dimmed)' } },
};

const SHORT_MS = 8000;
/** Whoever wants something back has to see first that it is gone. */
const LONG_MS = 20_000;

/** Takes back what was done, and says so where that is refused. */
type Undo = () => Promise<unknown>;

function UndoButton({ id, undo }: { id: string; undo: Undo }): JSX.Element {
  const takeBack = (): void => {
    notifications.hide(id);
    undo().catch((error: unknown) => {
      if (error instanceof ProblemError) showProblem(error);
      else throw error;
    });
  };
  return (
    <Button size="compact-sm" variant="default" mt={6} display="block" onClick={takeBack}>
      {messages.notices.undo}
    </Button>
  );
}

let nShown = 0;

/** Says in the corner that something was done, and takes it back on demand where it can be taken back. */
export function showDone(title: string, message: string, undo?: Undo): void {
  nShown += 1;
  const id = `done-${nShown}`;
  notifications.show({
    ...readable,
    id,
    title,
    message:
      undo === undefined ? (
        message
      ) : (
        <>
          {message}
          <UndoButton id={id} undo={undo} />
        </>
      ),
    color: 'spruce',
    autoClose: undo === undefined ? SHORT_MS : LONG_MS,
  });
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
