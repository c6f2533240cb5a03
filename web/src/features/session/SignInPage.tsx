import { Box, Button, Center, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Brand } from '../../components/Brand';
import { ProblemNote } from '../../components/ProblemNote';
import { SimulatedBadge } from '../../components/SimulatedBadge';
import { session as messages } from '../../messages/session';
import { FirstMemberForm } from './FirstMemberForm';
import { setupQuery } from './setupQuery';
import { SignInForm } from './SignInForm';

function Entrance(): JSX.Element {
  const setup = useQuery(setupQuery);
  // Beside a workspace that has no member yet there may be others, which have some.
  const [isKnown, setKnown] = useState(false);
  switch (setup.status) {
    case 'pending':
      return <Skeleton h={260} aria-label={messages.signInPage.loading} />;
    case 'error':
      return <ProblemNote problem={setup.error} onRetry={() => void setup.refetch()} />;
    case 'success': {
      const { workspace, needs_first_member, can_sign_in, is_only } = setup.data;
      const isFirst = needs_first_member && !isKnown;
      return (
        <Stack gap="lg">
          {workspace.is_simulated && (is_only || isFirst) && (
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <SimulatedBadge seed={null} />
              <Text size="sm" c="dimmed">
                {messages.signInPage.madeUpRetailerItsPeople(workspace.name)}
              </Text>
            </Group>
          )}
          {isFirst ? (
            <FirstMemberForm workspaceName={workspace.name} />
          ) : (
            <SignInForm workspaceName={is_only ? workspace.name : null} />
          )}
          {needs_first_member && can_sign_in && (
            <Button variant="subtle" onClick={() => setKnown(!isKnown)}>
              {isKnown
                ? messages.signInPage.createTheFirstMember(workspace.name)
                : messages.signInPage.signInToAnotherWorkspace}
            </Button>
          )}
        </Stack>
      );
    }
  }
}

/** The way in: sign-in, or the creation of the first member on a fresh installation. */
export function SignInPage(): JSX.Element {
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{messages.signInPage.signInTruelift}</title>
      <Box w="100%" maw={420}>
        <Group justify="center" mb="lg">
          <Brand size="lg" />
        </Group>
        <Paper withBorder p={{ base: 'lg', sm: 'xl' }} radius="lg" bg="var(--tl-surface)">
          <Entrance />
        </Paper>
        <Text size="sm" c="dimmed" ta="center" mt="md">
          {messages.signInPage.marketingThatProvesItsEffect}
        </Text>
      </Box>
    </Center>
  );
}
