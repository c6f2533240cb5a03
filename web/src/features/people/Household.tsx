import { Stack } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { TextLink } from '../../components/TextLink';
import { people as messages } from '../../messages/people';
import { nameOf } from './nameOf';

/** Who else lives there, each a person of their own. */
export function Household({ members }: { members: Schemas['HouseholdMember'][] }): JSX.Element {
  return (
    <Stack
      component="ul"
      gap={6}
      m={0}
      p={0}
      style={{ listStyle: 'none' }}
      aria-label={messages.household.household}
    >
      {members.map(({ person_id, name }) => (
        <li key={person_id}>
          <TextLink to="/people/$personId" params={{ personId: person_id }} fw={500}>
            {nameOf(name)}
          </TextLink>
        </li>
      ))}
    </Stack>
  );
}
