import { Group, Loader, Text } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState, type JSX } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount, formatCounted, formatRatio } from '../../lib/format';
import { asSentence } from '../../lib/words';
import styles from './Builder.module.css';
import type { Preview } from './previewQuery';

/** After this long a reader is told that it goes on. */
const LONG_MS = 1_000;

/** Whether something has gone on for longer than a reader expects. */
function useIsLong(isBusy: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  const { start, clear } = useTimeout(() => setIsLong(true), LONG_MS);
  useEffect(() => {
    if (isBusy) start();
    return () => {
      clear();
      setIsLong(false);
    };
  }, [isBusy, start, clear]);
  return isLong;
}

/** How many people are in the audience now. */
export function CountPanel({ preview }: { preview: UseQueryResult<Preview> }): JSX.Element {
  const isBusy = preview.isFetching;
  const isLong = useIsLong(isBusy);
  const found = preview.data;
  return (
    <Panel title="How many" aside={isBusy ? <Loader size="xs" aria-label="Counting" /> : undefined}>
      {preview.error !== null && (
        <ProblemNote problem={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {found !== undefined && (
        <div style={{ opacity: isBusy ? 0.55 : 1 }}>
          {found.count == null ? (
            <Text c="dimmed">Nobody is counted until the definition holds together.</Text>
          ) : (
            <Group gap="sm" align="baseline" wrap="wrap">
              <span className={`${styles.big ?? ''} tl-number`} data-count={found.count}>
                {formatCount(found.count)}
              </span>
              <Text c="dimmed">
                of {formatCounted(found.people, 'person', 'people')}
                {found.people > 0 && `, ${formatRatio(found.count / found.people)}`}
              </Text>
            </Group>
          )}
          {found.sentence != null && (
            <Text size="sm" mt="xs">
              {asSentence(found.sentence)}
            </Text>
          )}
          {found.behind_ms != null && (
            <Text size="sm" c="var(--tl-warn)" mt="xs">
              Counted on the data of {Math.max(1, Math.round(found.behind_ms / 1000))} seconds ago: newer ones
              are being read.
            </Text>
          )}
        </div>
      )}
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {isLong
          ? 'Counting takes longer than a second: what is asked for the first time is read from the lake.'
          : !isBusy && found?.count != null
            ? `Counted in ${formatCount(found.took_ms)} ms.`
            : ''}
      </Text>
    </Panel>
  );
}
