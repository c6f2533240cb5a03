import { Box, Group, Paper, Text, Title } from '@mantine/core';
import { useId, type JSX, type ReactNode } from 'react';

export interface PanelProps {
  title: string;
  /** What the panel tells, in one sentence. */
  hint?: ReactNode;
  /** Stands right of the title. */
  aside?: ReactNode;
  /** Anchor for links from elsewhere. */
  anchor?: string;
  children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, hint, aside, anchor, children }: PanelProps): JSX.Element {
  const id = useId();
  return (
    <Paper
      component="section"
      id={anchor}
      aria-labelledby={id}
      withBorder
      radius="lg"
      p={{ base: 'md', sm: 'lg' }}
      bg="var(--tl-surface)"
    >
      <Group justify="space-between" align="flex-start" gap="xs" mb="md">
        <Box maw={680}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed" component="div">
              {hint}
            </Text>
          )}
        </Box>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
