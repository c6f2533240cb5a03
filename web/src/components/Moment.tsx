import type { JSX } from 'react';
import { formatDate, formatMoment } from '../lib/format';

export interface MomentProps {
  /** RFC 3339. */
  at: string;
  /** `day` leaves the hour out. */
  precision?: 'day' | 'minute';
}

/** A point in time, in the reader's time zone; its exact value is in the tooltip. */
export function Moment({ at, precision = 'minute' }: MomentProps): JSX.Element {
  return (
    <time dateTime={at} title={at} className="tl-number">
      {precision === 'day' ? formatDate(at) : formatMoment(at)}
    </time>
  );
}
