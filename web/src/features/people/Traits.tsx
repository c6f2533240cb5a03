import { Box, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { formatAge } from '../../lib/format';
import { nameAsWords } from '../../lib/words';
import styles from './Traits.module.css';

export interface TraitsProps {
  traits: Schemas['Trait'][];
  /** The workspace's clock. */
  now: string;
}

/** The values of a person, each with source and freshness. */
export function Traits({ traits, now }: TraitsProps): JSX.Element {
  if (traits.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No source gave a value yet.
      </Text>
    );
  }
  return (
    <dl className={styles.list}>
      {traits.map((trait) => (
        <Box key={`${trait.name} ${trait.source} ${trait.value}`} className={styles.trait ?? ''}>
          <dt className={styles.name}>{nameAsWords(trait.name)}</dt>
          <dd className={styles.value}>
            {trait.value}
            <span className={styles.source}>
              {nameAsWords(trait.source)}
              {trait.observed_at != null && (
                <>
                  {', '}
                  <time dateTime={trait.observed_at} title={trait.observed_at}>
                    {formatAge(trait.observed_at, now)}
                  </time>
                </>
              )}
            </span>
          </dd>
        </Box>
      ))}
    </dl>
  );
}
