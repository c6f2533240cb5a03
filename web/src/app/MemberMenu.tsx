import { Avatar, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { roleWords } from '../lib/words';
import { app as messages } from '../messages/app';
import { useLeave } from './useLeave';

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase() ?? '')
    .join('');
}

/** Who is signed in, the look of the page, and the way out. */
export function MemberMenu({ member }: { member: Schemas['Member'] }): JSX.Element {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  return (
    <Menu position="bottom-end" width={232} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={messages.memberMenu.memberMenuOf(initialsOf(member.name), member.name)}>
          <Avatar radius="xl" size={34} color="spruce" variant="light" alt="">
            {initialsOf(member.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {member.name}
          </Text>
          <Text size="xs" truncate>
            {member.email}
          </Text>
          <Text size="xs">{roleWords(member.role)}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{messages.memberMenu.appearance}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          mx={6}
          mb={6}
          aria-label={messages.memberMenu.appearance}
          value={colorScheme}
          onChange={setColorScheme}
          data={[
            { value: 'auto', label: messages.memberMenu.system },
            { value: 'light', label: messages.memberMenu.light },
            { value: 'dark', label: messages.memberMenu.dark },
          ]}
        />
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {messages.memberMenu.yourAccount}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {messages.memberMenu.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
