import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';

/** Where a pilot stands. */
export function PilotStateBadge({ state }: { state: Schemas['PilotState'] }): JSX.Element {
  switch (state) {
    case 'draft':
      return (
        <Badge variant="default" tt="none">
          Draft
        </Badge>
      );
    case 'running':
      return (
        <Badge variant="light" tt="none" c="var(--tl-good)">
          Running
        </Badge>
      );
    case 'decided':
      return (
        <Badge variant="default" tt="none">
          Decided
        </Badge>
      );
  }
}
