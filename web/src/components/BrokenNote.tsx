import { Text } from '@mantine/core';
import type { JSX } from 'react';
import { components as messages } from '../messages/components';

/** A definition that cannot be used, with what is wrong with it; the others go on without it. */
export function BrokenNote({ why }: { why: string }): JSX.Element {
  return (
    <Text size="sm" data-broken>
      <Text span fw={600} c="var(--tl-bad)">
        {messages.brokenNote.cannotBeUsed}{' '}
      </Text>
      {why}
    </Text>
  );
}
