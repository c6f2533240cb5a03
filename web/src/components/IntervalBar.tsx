import type { JSX } from 'react';
import { intervalName, verdictColour, verdictOf, type DrawnEstimate } from '../lib/estimate';
import { formatDifference } from '../lib/format';
import { intervalScale } from '../lib/intervalScale';
import { components as messages } from '../messages/components';
import styles from './IntervalBar.module.css';

export interface IntervalBarProps {
  estimate: DrawnEstimate;
}

const at = (percent: number): { left: string } => ({ left: `${percent}%` });

/** One estimate drawn on a line: its interval, its point, zero, and the truth where it is known. */
export function IntervalBar({ estimate }: IntervalBarProps): JSX.Element {
  const { lift_abs, ci_low, ci_high, level, unit, truth } = estimate;
  const scale = intervalScale([ci_low, ci_high, lift_abs, ...(truth == null ? [] : [truth])]);
  const left = scale.percentOf(ci_low);
  const label = [
    messages.intervalBar.bestEstimate(formatDifference(lift_abs, unit)),
    messages.intervalBar.fromTo(
      intervalName(level),
      formatDifference(ci_low, unit),
      formatDifference(ci_high, unit),
    ),
    ...(truth == null ? [] : [messages.intervalBar.trueEffect(formatDifference(truth, unit))]),
  ].join(' ');
  return (
    <div
      role="img"
      aria-label={label}
      className={styles.frame}
      style={{ '--bar-colour': verdictColour(verdictOf(estimate)) } as React.CSSProperties}
    >
      <div className={styles.track}>
        <div className={styles.zero} style={at(scale.percentOf(0))} />
        <div
          className={styles.interval}
          style={{ left: `${left}%`, width: `${scale.percentOf(ci_high) - left}%` }}
        />
        {truth != null && <div className={styles.truth} style={at(scale.percentOf(truth))} />}
        <div className={styles.point} style={at(scale.percentOf(lift_abs))} />
      </div>
      <div className={styles.axis} aria-hidden>
        {scale.ticks.map((tick) => (
          <span key={tick} className={styles.tick} data-zero={tick === 0} style={at(scale.percentOf(tick))}>
            {tick === 0 ? messages.intervalBar.noEffect : formatDifference(tick, unit)}
          </span>
        ))}
      </div>
    </div>
  );
}
