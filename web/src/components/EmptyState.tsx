import { Box, Stack, Text } from '@mantine/core';
import type { JSX, ReactNode } from 'react';

export interface EmptyStateProps {
  icon: JSX.Element;
  title: string;
  text: ReactNode;
  action?: ReactNode;
}

/** Says that there is nothing here, why, and what to do. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps): JSX.Element {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <Text c="dimmed" component="div" lh={1}>
        {icon}
      </Text>
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" maw={420} component="div">
        {text}
      </Text>
      {action !== undefined && <Box mt="xs">{action}</Box>}
    </Stack>
  );
}
