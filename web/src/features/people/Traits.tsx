import { Box, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { formatAge, formatCounted } from '../../lib/format';
import { nameAsWords } from '../../lib/words';
import styles from './Traits.module.css';

export interface TraitsProps {
  traits: Schemas['Trait'][];
  /** The workspace's clock. */
  now: string;
}

/** The other values of a trait, each with why it lost; closed until asked for. */
function Conflicts({ trait }: { trait: Schemas['Trait'] }): JSX.Element {
  return (
    <details className={styles.conflicts}>
      <summary>{formatCounted(trait.conflicts.length, 'other value', 'other values')}</summary>
      <Text size="sm">
        Chosen because {trait.why} (<code>{trait.record_id}</code>).
      </Text>
      <ul>
        {trait.conflicts.map((conflict) => (
          <li key={conflict.value}>
            <strong>{conflict.value}</strong> from {conflict.record_ids.join(', ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The values of a person, each with source, freshness, and what else was said. */
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
                  {trait.is_of_file && ' (its file)'}
                </>
              )}
            </span>
            {trait.conflicts.length > 0 && <Conflicts trait={trait} />}
          </dd>
        </Box>
      ))}
    </dl>
  );
}
