import { Container, Stack, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { TextLink } from '../components/TextLink';
import { app as messages } from '../messages/app';

/** What an address leads to that no page has. */
export function NotFoundPage(): JSX.Element {
  return (
    <Container size="xs" py={80} data-page="not-found">
      <title>{messages.notFoundPage.notFoundTruelift}</title>
      <Stack gap="xs">
        <Title order={1}>{messages.notFoundPage.thereIsNoSuchPage}</Title>
        <Text c="dimmed">{messages.notFoundPage.addressMayOldOrMistyped}</Text>
        <TextLink to="/">{messages.notFoundPage.goHome}</TextLink>
      </Stack>
    </Container>
  );
}
