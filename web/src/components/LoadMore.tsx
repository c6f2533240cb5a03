import { Button, Group, Text } from '@mantine/core';
import type { JSX } from 'react';
import { formatCount } from '../lib/count';
import { components as messages } from '../messages/components';

export interface LoadMoreProps {
  /** What is listed, in the plural. */
  noun: string;
  /** One of them. */
  one: string;
  nShown: number;
  /** All there are; null when the server does not count. */
  nTotal: number | null;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

/** The foot of a list: how much of it is shown, and the next page. */
export function LoadMore(props: LoadMoreProps): JSX.Element {
  const { noun, one, nShown, nTotal, hasMore, isLoading, onMore } = props;
  const total = nTotal === null ? '' : messages.loadMore.of(formatCount(nTotal));
  return (
    <Group justify="space-between" mt="md">
      <Text size="sm" c="dimmed" className="tl-number" role="status">
        {messages.loadMore.showing(formatCount(nShown), total, (nTotal ?? nShown) === 1 ? one : noun)}
      </Text>
      {hasMore && (
        <Button variant="default" size="xs" onClick={onMore} loading={isLoading}>
          {messages.loadMore.showMore}
        </Button>
      )}
    </Group>
  );
}
