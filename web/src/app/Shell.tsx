import { AppShell, Box, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouteContext } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Brand } from '../components/Brand';
import { SimulatedBadge } from '../components/SimulatedBadge';
import { app as messages } from '../messages/app';
import { MemberMenu } from './MemberMenu';
import { Navigation } from './Navigation';
import { RunningJobs } from './RunningJobs';
import { PaletteButton } from './PaletteButton';

/** The frame of every page for members: where one is, whose data it shows, and whether they are real. */
export function Shell(): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  const { workspace, member } = session;
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a className="tl-skip" href="#content">
        {messages.shell.skipToContent}
      </a>
      <AppShell.Header bg="var(--tl-surface)">
        <Group h="100%" px={{ base: 'sm', sm: 'md' }} justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? messages.shell.closeNavigation : messages.shell.openNavigation}
              aria-expanded={isOpen}
            />
            <Brand />
            <Text visibleFrom="sm" c="dimmed" aria-hidden>
              /
            </Text>
            <Text visibleFrom="sm" fw={500} truncate>
              {workspace.name}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <RunningJobs />
            <PaletteButton />
            {workspace.is_simulated && <SimulatedBadge seed={workspace.seed ?? null} />}
            <MemberMenu member={member} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" bg="var(--tl-surface)">
        <Text hiddenFrom="sm" fw={500} px="sm" pb="xs">
          {workspace.name}
        </Text>
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Box maw={1180} mx="auto" px={{ base: 'md', sm: 'xl' }} py={{ base: 'lg', sm: 'xl' }}>
          <Outlet />
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}
