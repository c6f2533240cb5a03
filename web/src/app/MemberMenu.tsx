import { Avatar, Divider, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { Disclosure } from '../components/Disclosure';
import { DisclosureItem } from '../components/DisclosureItem';
import { roleWords } from '../lib/words';
import { app as messages } from '../messages/app';
import { useLeave } from './useLeave';

const WIDTH_PX = 232;

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
    <Disclosure
      label={messages.memberMenu.memberMenuOf(initialsOf(member.name), member.name)}
      position="bottom-end"
      widthPx={WIDTH_PX}
      button={
        <Avatar radius="xl" size={34} color="spruce" variant="light" alt="">
          {initialsOf(member.name)}
        </Avatar>
      }
    >
      <Stack gap={0} px="xs" py={4}>
        <Text size="sm" fw={600}>
          {member.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {member.email}
        </Text>
        <Text size="xs" c="dimmed">
          {roleWords(member.role)}
        </Text>
      </Stack>
      <Divider my={4} />
      <Text size="xs" c="dimmed" fw={600} px="xs" py={4}>
        {messages.memberMenu.appearance}
      </Text>
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
      <Divider my={4} />
      <DisclosureItem to="/account" icon={<IconUserCircle size={16} />}>
        {messages.memberMenu.yourAccount}
      </DisclosureItem>
      <DisclosureItem icon={<IconLogout size={16} />} onChoose={() => leave.mutate()}>
        {messages.memberMenu.signOut}
      </DisclosureItem>
    </Disclosure>
  );
}
