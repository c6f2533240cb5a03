import { Container, Stack, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { TextLink } from '../components/TextLink';

/** What an address leads to that no page has. */
export function NotFoundPage(): JSX.Element {
  return (
    <Container size="xs" py={80} data-page="not-found">
      <title>Not found · Truelift</title>
      <Stack gap="xs">
        <Title order={1}>There is no such page</Title>
        <Text c="dimmed">The address may be old or mistyped.</Text>
        <TextLink to="/">Go home</TextLink>
      </Stack>
    </Container>
  );
}
