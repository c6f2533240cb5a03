import { Button, Text } from '@mantine/core';
import { IconClick, IconMail, IconSignature } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Moment } from '../../components/Moment';
import { formatCount } from '../../lib/count';
import { people as messages } from '../../messages/people';
import styles from './Timeline.module.css';

type Item = Schemas['TimelineItem'];

const N_FIRST = 10;

function KindIcon({ kind }: { kind: Item['kind'] }): JSX.Element {
  const icon = { size: 15, stroke: 1.8, 'aria-hidden': true } as const;
  switch (kind) {
    case 'event':
      return <IconClick {...icon} />;
    case 'delivery':
      return <IconMail {...icon} />;
    case 'consent':
      return <IconSignature {...icon} />;
  }
}

/** What happened, newest first; the first ten until more is asked for. */
export function Timeline({ items }: { items: Item[] }): JSX.Element {
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {messages.timeline.nothingHasHappenedYet}
      </Text>
    );
  }
  const newestFirst = items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const shown = isWhole ? newestFirst : newestFirst.slice(0, N_FIRST);
  return (
    <>
      <ol className={styles.list}>
        {shown.map((item, i) => (
          // Two like events may share a moment; the order is fixed.
          <li key={`${item.at} ${i}`} className={styles.item} data-kind={item.kind}>
            <span className={styles.icon}>
              <KindIcon kind={item.kind} />
            </span>
            <span className={styles.what}>
              <span className={styles.title}>{item.title}</span>
              {item.detail != null && item.detail !== '' && (
                <span className={styles.detail}>{item.detail}</span>
              )}
            </span>
            <span className={styles.when}>
              <Moment at={item.at} />
            </span>
          </li>
        ))}
      </ol>
      {shown.length < items.length && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setWhole(true)}>
          {messages.timeline.showAll(formatCount(items.length))}
        </Button>
      )}
    </>
  );
}
