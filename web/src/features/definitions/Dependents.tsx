import { Text } from '@mantine/core';
import { Fragment, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { TextLink } from '../../components/TextLink';
import { definitions as messages } from '../../messages/definitions';
import { kindOf } from './kinds';

export interface DependentsProps {
  dependents: Schemas['DependentDefinition'][];
  /** What stands before the list. */
  words: string;
}

/** What names a definition, in a sentence; nothing when nothing does. */
export function Dependents({ dependents, words }: DependentsProps): JSX.Element | null {
  if (dependents.length === 0) return null;
  return (
    <Text size="sm" data-dependents={dependents.length}>
      {words}{' '}
      {dependents.map((dependent, nth) => (
        <Fragment key={`${dependent.kind}/${dependent.name}`}>
          {nth > 0 && ', '}
          {kindOf(dependent.kind).within}{' '}
          <TextLink to="/definitions/$kind/$name" params={{ kind: dependent.kind, name: dependent.name }}>
            {dependent.name}
          </TextLink>
          {dependent.is_draft && messages.dependents.draft}
          {dependent.is_released && messages.dependents.released}
        </Fragment>
      ))}
      .
    </Text>
  );
}
