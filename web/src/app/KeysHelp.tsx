import { Group, Kbd, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Dialog } from '../components/Dialog';
import { app } from '../messages/app';

const messages = app.keysHelp;

/** What each key does, by where it does it. */
export function KeysHelp({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <Dialog isOpen onClose={onClose} title={messages.title} size="lg">
      <Stack gap="md">
        {messages.places.map(({ where, keys }) => (
          <section key={where} aria-label={where}>
            <Text fw={600} mb={4}>
              {where}
            </Text>
            <Stack gap={6}>
              {keys.map(({ press, does }) => (
                <Group key={does} justify="space-between" gap="md" wrap="nowrap">
                  <Text size="sm">{does}</Text>
                  <Group gap={4} wrap="nowrap">
                    {press.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </Group>
                </Group>
              ))}
            </Stack>
          </section>
        ))}
      </Stack>
    </Dialog>
  );
}
