import { Container } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ProblemError } from '../api/problem';
import { ProblemNote } from '../components/ProblemNote';

const broken = new ProblemError({
  type: 'about:blank',
  title: 'This page broke',
  status: 0,
  code: 'page_broke',
  detail: 'the page met an error of its own',
  hint: 'Try again. If it stays, tell whoever runs Truelift which page this was.',
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
