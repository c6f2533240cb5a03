import { Skeleton, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { components as messages } from '../messages/components';

export interface ListSkeletonProps {
  /** What is being loaded, for screen readers. */
  noun: string;
  nRows?: number;
  rowHeightPx?: number;
}

/** Grey rows in place of a list that is being loaded. */
export function ListSkeleton({ noun, nRows = 6, rowHeightPx = 40 }: ListSkeletonProps): JSX.Element {
  return (
    <Stack gap="xs" role="status" aria-label={messages.listSkeleton.loading(noun)}>
      {Array.from({ length: nRows }, (_, i) => (
        <Skeleton key={i} h={rowHeightPx} />
      ))}
    </Stack>
  );
}
