import { Button, Text } from '@mantine/core';
import type { JSX } from 'react';
import { components } from '../messages/components';

const messages = components.listBar;

/** A list that is narrowed to nothing, and the way back. */
export function NothingFits({ onShowAll }: { onShowAll: () => void }): JSX.Element {
  return (
    <Text component="div" size="sm" c="dimmed" role="status" py="md" data-nothing-fits>
      {messages.nothingFits}{' '}
      <Button variant="subtle" size="compact-sm" onClick={onShowAll}>
        {messages.showAll}
      </Button>
    </Text>
  );
}
