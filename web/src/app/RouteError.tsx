import { Container } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ProblemError } from '../api/problem';
import { ProblemNote } from '../components/ProblemNote';
import { app as messages } from '../messages/app';

const broken = new ProblemError({
  type: 'about:blank',
  title: messages.routeError.thisPageBroke,
  status: 0,
  code: 'page_broke',
  detail: messages.routeError.pageMetErrorItsOwn,
  hint: messages.routeError.tryAgainIfStaysTell,
});

/** What is shown when a page cannot be entered or breaks while drawing. */
export function RouteError({ error, reset }: ErrorComponentProps): JSX.Element {
  const router = useRouter();
  const problem: unknown = error;
  return (
    <Container size="sm" py={80}>
      <ProblemNote
        problem={problem instanceof ProblemError ? problem : broken}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Container>
  );
}
