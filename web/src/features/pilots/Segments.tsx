import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { TableWithCsv } from '../../components/TableWithCsv';
import { trusted } from '../../lib/estimate';
import { formatCount, formatDifference } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import type { Pilot } from './pilotQuery';
import styles from './ReadoutTable.module.css';

type Segment = Pilot['segments'][number];

function Row({ segment }: { segment: Segment }): JSX.Element {
  const shown = trusted(segment);
  const { unit, drawn_lift, drawn_ci_low, drawn_ci_high } = segment;
  const isDrawn = drawn_lift != null && drawn_ci_low != null && drawn_ci_high != null;
  return (
    <tr>
      <th scope="row">
        {segment.segment}
        <span className={styles.small}>{formatCount(segment.n + segment.n_control)} people</span>
      </th>
      {shown === null ? (
        <td colSpan={2} className={styles.withheld}>
          Withheld: {asNamedSentence(segment.withheld ?? 'there is no interval yet')}
        </td>
      ) : (
        <>
          <td data-label="Without the luck">
            {isDrawn ? formatDifference(drawn_lift, unit) : '–'}
            {isDrawn && (
              <span className={styles.small}>
                {formatDifference(drawn_ci_low, unit)} to {formatDifference(drawn_ci_high, unit)}
              </span>
            )}
          </td>
          <td data-label="As it was seen">
            {formatDifference(shown.lift_abs, unit)}
            <span className={styles.small}>
              {formatDifference(shown.ci_low, unit)} to {formatDifference(shown.ci_high, unit)}
            </span>
          </td>
        </>
      )}
    </tr>
  );
}

/** One comparison looked at apart, each segment drawn towards the others. */
export function Segments({ segments }: { segments: Segment[] }): JSX.Element | null {
  const [first] = segments;
  if (first === undefined) return null;
  const { metric_label, arm, control } = first;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {metric_label}, {nameInSentence(arm)} against {nameInSentence(control)}.{' '}
        {segments.some(({ is_exploratory }) => is_exploratory)
          ? 'This was not planned before the first message: it suggests what to test next and proves nothing.'
          : 'This was planned before the first message.'}
      </Text>
      <TableWithCsv file="segments.csv">
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="Segments in numbers">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Segment</th>
                <th scope="col">Without the luck</th>
                <th scope="col">As it was seen</th>
              </tr>
            </thead>
            <tbody>
              {segments.map((segment) => (
                <Row key={segment.segment} segment={segment} />
              ))}
            </tbody>
          </table>
        </div>
      </TableWithCsv>
    </Stack>
  );
}
