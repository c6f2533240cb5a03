import { Button, SegmentedControl, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { MarkedText } from '../../components/MarkedText';
import { formatCount } from '../../lib/count';
import { pilots as messages } from '../../messages/pilots';
import { FindingList } from './FindingList';
import type { Pilot } from './pilotQuery';
import styles from './RejectedLines.module.css';

const N_FIRST = 8;
const ALL = 'all';

/** Rejected lines with the place at fault marked, by who wrote them. */
export function RejectedLines({ candidates }: { candidates: Pilot['rejected_candidates'] }): JSX.Element {
  const [provider, setProvider] = useState(ALL);
  const [isWhole, setWhole] = useState(false);
  if (candidates.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {messages.rejectedLines.checksRejectedNothing}
      </Text>
    );
  }
  const providers = [...new Set(candidates.map((candidate) => candidate.provider))];
  const wanted = candidates.filter((candidate) => provider === ALL || candidate.provider === provider);
  const shown = isWhole ? wanted : wanted.slice(0, N_FIRST);
  return (
    <>
      {providers.length > 1 && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label={messages.rejectedLines.writtenBy}
          value={provider}
          onChange={setProvider}
          data={[
            { value: ALL, label: messages.rejectedLines.all(formatCount(candidates.length)) },
            ...providers.map((name) => ({
              value: name,
              label: `${name} (${formatCount(candidates.filter((candidate) => candidate.provider === name).length)})`,
            })),
          ]}
        />
      )}
      <ul className={styles.list}>
        {shown.map((candidate, i) => (
          // A model may write the same line twice; the list never changes its order.
          <li key={i} className={styles.line}>
            <div className={styles.text}>
              <MarkedText text={candidate.text} findings={candidate.findings} />
              <Text size="xs" c="dimmed">
                {candidate.provider}
              </Text>
            </div>
            <FindingList findings={candidate.findings} />
          </li>
        ))}
      </ul>
      {shown.length < wanted.length && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setWhole(true)}>
          {messages.rejectedLines.showAll(formatCount(wanted.length))}
        </Button>
      )}
    </>
  );
}
