import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { components as messages } from '../messages/components';

/** Where a pilot stands. */
export function PilotStateBadge({ state }: { state: Schemas['PilotState'] }): JSX.Element {
  switch (state) {
    case 'draft':
      return (
        <Badge variant="default" tt="none">
          {messages.pilotStateBadge.draft}
        </Badge>
      );
    case 'running':
      return (
        <Badge variant="light" tt="none" c="var(--tl-good)">
          {messages.pilotStateBadge.running}
        </Badge>
      );
    case 'decided':
      return (
        <Badge variant="default" tt="none">
          {messages.pilotStateBadge.decided}
        </Badge>
      );
  }
}
