import { AppShell, Box, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouteContext } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Brand } from '../components/Brand';
import { SimulatedBadge } from '../components/SimulatedBadge';
import { app as messages } from '../messages/app';
import { ElsewhereDialog } from './ElsewhereDialog';
import { MemberMenu } from './MemberMenu';
import { Navigation } from './Navigation';
import { RunningJobs } from './RunningJobs';
import { PaletteButton } from './PaletteButton';
import { WorkspaceMenu } from './WorkspaceMenu';

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
      {/* What is opened in it lies above the navigation. */}
      <AppShell.Header bg="var(--tl-surface)" zIndex={102}>
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
            <Box visibleFrom="sm" miw={0}>
              <WorkspaceMenu session={session} onLeave={close} />
            </Box>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <RunningJobs />
            <PaletteButton />
            {workspace.is_simulated && <SimulatedBadge seed={workspace.seed ?? null} />}
            <MemberMenu member={member} />
          </Group>
        </Group>
      </AppShell.Header>
      {/* It scrolls by itself: on a low screen its last places would be out of reach. */}
      <AppShell.Navbar p="sm" bg="var(--tl-surface)" style={{ overflowY: 'auto' }}>
        <Box hiddenFrom="sm" px={4} pb="xs">
          <WorkspaceMenu session={session} onLeave={close} />
        </Box>
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Box maw={1180} mx="auto" px={{ base: 'md', sm: 'xl' }} py={{ base: 'lg', sm: 'xl' }}>
          {/* What a page remembers while it is open is of one workspace. */}
          <Outlet key={workspace.id} />
        </Box>
      </AppShell.Main>
      <ElsewhereDialog shown={session} />
    </AppShell>
  );
}
