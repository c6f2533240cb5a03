import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { definitions as messages } from '../../messages/definitions';

/** Where a definition stands. */
export function StateBadge({ state }: { state: Schemas['DefinitionState'] }): JSX.Element {
  switch (state) {
    case 'draft':
      return (
        <Badge variant="light" color="gray" data-definition-state={state}>
          {messages.stateBadge.draft}
        </Badge>
      );
    case 'applied':
      return (
        <Badge variant="light" data-definition-state={state}>
          {messages.stateBadge.applied}
        </Badge>
      );
    case 'changed':
      return (
        <Badge variant="light" color="amber" data-definition-state={state}>
          {messages.stateBadge.draftOnTop}
        </Badge>
      );
  }
}
