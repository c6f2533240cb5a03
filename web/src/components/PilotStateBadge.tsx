import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { components as messages } from '../messages/components';

/** Where a pilot stands, in words. */
export function pilotStateWords(state: Schemas['PilotState']): string {
  return messages.pilotStateBadge[state];
}

/** Where a pilot stands. */
export function PilotStateBadge({ state }: { state: Schemas['PilotState'] }): JSX.Element {
  switch (state) {
    case 'draft':
      return (
        <Badge variant="default" tt="none">
          {pilotStateWords(state)}
        </Badge>
      );
    case 'running':
      return (
        <Badge variant="light" tt="none" c="var(--tl-good)">
          {pilotStateWords(state)}
        </Badge>
      );
    case 'decided':
      return (
        <Badge variant="default" tt="none">
          {pilotStateWords(state)}
        </Badge>
      );
  }
}
