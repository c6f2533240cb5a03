import { Text } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { asNamedSentence } from '../../lib/words';
import { programme as messages } from '../../messages/programme';

export interface FigureProps {
  /** The number, formatted; null when it is not known. */
  value: string | null;
  /** What it counts. */
  children: ReactNode;
  /** Why it is not known. */
  whyUnknown: string | null;
}

/** One number with what it counts, or why there is none. */
export function Figure({ value, children, whyUnknown }: FigureProps): JSX.Element {
  if (value === null) {
    return (
      <Text size="sm" c="dimmed">
        {asNamedSentence(whyUnknown ?? messages.figure.notKnownYet)}
      </Text>
    );
  }
  return (
    <div>
      <Text component="span" fz={34} fw={650} lh={1.1} lts="-0.02em" className="tl-number">
        {value}
      </Text>{' '}
      <Text component="span" c="dimmed">
        {children}
      </Text>
    </div>
  );
}
