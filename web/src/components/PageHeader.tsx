import { Group, Stack, Text, Title } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { components as messages } from '../messages/components';

export interface PageHeaderProps {
  title: string;
  /** One or two sentences: what the page answers. */
  lede?: ReactNode;
  /** Stands right of the title, or under it on a narrow screen. */
  aside?: ReactNode;
}

/** The head of a page; also names the browser's tab. */
export function PageHeader({ title, lede, aside }: PageHeaderProps): JSX.Element {
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="lg">
      <title>{messages.pageHeader.truelift(title)}</title>
      <Stack gap={4} miw={0} maw={720}>
        <Title order={1}>{title}</Title>
        {lede !== undefined && (
          <Text c="dimmed" component="div">
            {lede}
          </Text>
        )}
      </Stack>
      {aside}
    </Group>
  );
}
