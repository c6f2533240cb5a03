import { Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { formatCount } from '../../lib/count';
import { formatRatio } from '../../lib/format';
import { pairs as messages } from '../../messages/pairs';
import styles from './PrecisionFigure.module.css';

/** Whole per cent, but never 100% for what is only nearly all. */
const shareWords = (share: number): string => formatRatio(share, share > 0.99 && share < 1 ? 1 : 0);

const percentOf = (share: number, low: number): string => `${(100 * (share - low)) / (1 - low)}%`;

interface IntervalProps {
  precision: number;
  ciLow: number;
  ciHigh: number;
}

/** The interval on an axis that ends at 100% and begins at the round ten below it. */
function Interval({ precision, ciLow, ciHigh }: IntervalProps): JSX.Element {
  const low = Math.max(0, Math.floor(10 * ciLow - 0.2) / 10);
  const left = percentOf(ciLow, low);
  return (
    <div
      role="img"
      aria-label={messages.precisionFigure.n95IntervalFromTo(
        shareWords(precision),
        shareWords(ciLow),
        shareWords(ciHigh),
      )}
      className={styles.frame}
    >
      <div className={styles.track}>
        <div
          className={styles.interval}
          style={{ left, width: `calc(${percentOf(ciHigh, low)} - ${left})` }}
        />
        <div className={styles.point} style={{ left: percentOf(precision, low) }} />
      </div>
      <div className={styles.axis} aria-hidden>
        <span>{formatRatio(low, 0)}</span>
        <span>{messages.precisionFigure.n100Right}</span>
      </div>
    </div>
  );
}

/** How many of the links that were made without asking are right, as far as members judged them. */
export function PrecisionFigure({ of }: { of: Schemas['LinkPrecision'] }): JSX.Element {
  const { n_judged, n_right, precision, ci_low, ci_high } = of;
  if (precision === null || ci_low === null || ci_high === null) {
    return (
      <Text size="sm" c="dimmed" maw={420}>
        {messages.precisionFigure.nothingJudgedYetEachAnswer}
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm">
        {messages.precisionFigure.betweenAnd(
          <Text span fw={650}>
            {messages.precisionFigure.ofRight(formatCount(n_right), n_judged)}
          </Text>,
          shareWords(ci_low),
          shareWords(ci_high),
          <Text span c="dimmed">
            {' '}
            {messages.precisionFigure.allThem95Interval}
          </Text>,
        )}
      </Text>
      <Interval precision={precision} ciLow={ci_low} ciHigh={ci_high} />
    </div>
  );
}
