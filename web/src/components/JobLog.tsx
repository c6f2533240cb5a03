import { Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { asSentence } from '../lib/words';
import { components as messages } from '../messages/components';
import styles from './JobLog.module.css';
import { Moment } from './Moment';

/** What happened on the way, line by line. */
export function JobLog({ lines }: { lines: Schemas['JobLine'][] }): JSX.Element {
  if (lines.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {messages.jobLog.nothingHasHappenedYet}
      </Text>
    );
  }
  return (
    <ol className={styles.log} aria-label={messages.jobLog.log}>
      {lines.map((line) => (
        <li key={line.seq}>
          <Text span size="sm" c="dimmed">
            <Moment at={line.at} />
          </Text>
          <Text span size="sm">
            {asSentence(line.text)}
          </Text>
        </li>
      ))}
    </ol>
  );
}
