import { Group, Text } from '@mantine/core';
import type { JSX } from 'react';
import { components as messages } from '../messages/components';

const SIZES = { md: { mark: 26, name: '1.05rem' }, lg: { mark: 36, name: '1.5rem' } } as const;

/** The mark, an estimate with its interval standing on zero, and the name. */
export function Brand({ size = 'md' }: { size?: keyof typeof SIZES }): JSX.Element {
  const { mark, name } = SIZES[size];
  return (
    <Group gap={8} wrap="nowrap">
      <svg width={mark} height={mark} viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="7" fill="#1d5a4c" />
        <path d="M6 24h20" stroke="#8fc9b4" strokeWidth="2" strokeLinecap="round" />
        <path d="M16 7v14M12.5 7h7M12.5 21h7" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
        <circle cx="16" cy="14" r="3.6" fill="#fff" />
      </svg>
      <Text component="span" fw={700} fz={name} lts="-0.02em" className={size === 'md' ? 'tl-name' : ''}>
        {messages.brand.truelift}
      </Text>
    </Group>
  );
}
