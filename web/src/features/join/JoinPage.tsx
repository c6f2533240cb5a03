import { Box, Center, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Brand } from '../../components/Brand';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { join as messages } from '../../messages/join';
import { JoinForm } from './JoinForm';
import { offerQuery } from './offerQuery';

function Offered({ token }: { token: string }): JSX.Element {
  const offer = useQuery(offerQuery(token));
  switch (offer.status) {
    case 'pending':
      return <Skeleton h={260} aria-label={messages.joinPage.loading} />;
    case 'error':
      return (
        <Stack>
          <Title order={1} size="h2" fz="1.375rem">
            {messages.joinPage.thisLinkOpensNothing}
          </Title>
          <ProblemNote problem={offer.error} onRetry={() => void offer.refetch()} />
          <TextLink to="/sign-in">{messages.joinPage.signInInstead}</TextLink>
        </Stack>
      );
    case 'success':
      return <JoinForm token={token} offer={offer.data} />;
  }
}

/** Where a link of an admin leads: joining, or a new password. */
export function JoinPage(): JSX.Element {
  const { token } = useSearch({ from: '/join' });
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{messages.joinPage.joinTruelift}</title>
      <Box w="100%" maw={420}>
        <Group justify="center" mb="lg">
          <Brand size="lg" />
        </Group>
        <Paper withBorder p={{ base: 'lg', sm: 'xl' }} radius="lg" bg="var(--tl-surface)">
          {token === undefined ? (
            <Stack>
              <Title order={1} size="h2" fz="1.375rem">
                {messages.joinPage.linkIsCutOff}
              </Title>
              <Text size="sm">{messages.joinPage.copyWholeFromWhereYou}</Text>
            </Stack>
          ) : (
            <Offered token={token} />
          )}
        </Paper>
      </Box>
    </Center>
  );
}
