import { Box, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { formatAge } from '../../lib/format';
import { nameAsWords } from '../../lib/words';
import { people as messages } from '../../messages/people';
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
      <summary>{messages.traits.nOtherValues(trait.conflicts.length)}</summary>
      <Text size="sm">{messages.traits.chosenBecause(trait.why, <code>{trait.record_id}</code>)}</Text>
      <ul>
        {trait.conflicts.map((conflict) => (
          <li key={conflict.value}>
            {messages.traits.from(<strong>{conflict.value}</strong>, conflict.record_ids.join(', '))}
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
        {messages.traits.noSourceGaveValueYet}
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
                  {trait.is_of_file && messages.traits.itsFile}
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
