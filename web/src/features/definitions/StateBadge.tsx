import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';

/** Where a definition stands. */
export function StateBadge({ state }: { state: Schemas['DefinitionState'] }): JSX.Element {
  switch (state) {
    case 'draft':
      return (
        <Badge variant="light" color="gray" data-definition-state={state}>
          Draft
        </Badge>
      );
    case 'applied':
      return (
        <Badge variant="light" data-definition-state={state}>
          Applied
        </Badge>
      );
    case 'changed':
      return (
        <Badge variant="light" color="amber" data-definition-state={state}>
          Draft on top
        </Badge>
      );
  }
}
