import { Group, Loader, Text } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState, type JSX } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount } from '../../lib/count';
import { formatRatio } from '../../lib/format';
import { asSentence } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
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
    <Panel
      title={messages.countPanel.howMany}
      aside={isBusy ? <Loader size="xs" aria-label={messages.countPanel.counting} /> : undefined}
    >
      {preview.error !== null && (
        <ProblemNote problem={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {found !== undefined && (
        <div style={{ opacity: isBusy ? 0.55 : 1 }}>
          {found.count == null ? (
            <Text c="dimmed">{messages.countPanel.nobodyCountedUntilDefinitionHolds}</Text>
          ) : (
            <Group gap="sm" align="baseline" wrap="wrap">
              <span className={`${styles.big ?? ''} tl-number`} data-count={found.count}>
                {formatCount(found.count)}
              </span>
              <Text c="dimmed">
                {messages.countPanel.of(
                  found.people,
                  found.people > 0 && `, ${formatRatio(found.count / found.people)}`,
                )}
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
              {messages.countPanel.countedOnDataSecondsAgo(Math.max(1, Math.round(found.behind_ms / 1000)))}
            </Text>
          )}
        </div>
      )}
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {isLong
          ? messages.countPanel.countingTakesLongerThanSecond
          : !isBusy && found?.count != null
            ? messages.countPanel.countedInMs(formatCount(found.took_ms))
            : ''}
      </Text>
    </Panel>
  );
}
