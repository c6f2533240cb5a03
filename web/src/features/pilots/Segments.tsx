import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { TableWithCsv } from '../../components/TableWithCsv';
import { trusted } from '../../lib/estimate';
import { formatCount } from '../../lib/count';
import { formatDifference } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
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
        <span className={styles.small}>
          {messages.segments.people(formatCount(segment.n + segment.n_control))}
        </span>
      </th>
      {shown === null ? (
        <td colSpan={2} className={styles.withheld}>
          {messages.segments.withheld(
            asNamedSentence(segment.withheld ?? messages.segments.thereIsNoIntervalYet),
          )}
        </td>
      ) : (
        <>
          <td data-label={messages.segments.withoutTheLuck}>
            {isDrawn ? formatDifference(drawn_lift, unit) : '–'}
            {isDrawn && (
              <span className={styles.small}>
                {messages.segments.drawnInterval(
                  formatDifference(drawn_ci_low, unit),
                  formatDifference(drawn_ci_high, unit),
                )}
              </span>
            )}
          </td>
          <td data-label={messages.segments.asItWasSeen}>
            {formatDifference(shown.lift_abs, unit)}
            <span className={styles.small}>
              {messages.segments.seenInterval(
                formatDifference(shown.ci_low, unit),
                formatDifference(shown.ci_high, unit),
              )}
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
        {messages.segments.against(
          metric_label,
          nameInSentence(arm),
          nameInSentence(control),
          segments.some(({ is_exploratory }) => is_exploratory)
            ? messages.segments.thisWasNotPlannedBefore
            : messages.segments.thisWasPlannedBeforeFirst,
        )}
      </Text>
      <TableWithCsv file="segments.csv">
        <div
          className={styles.scroll}
          tabIndex={0}
          role="region"
          aria-label={messages.segments.segmentsInNumbers}
        >
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{messages.segments.segment}</th>
                <th scope="col">{messages.segments.withoutTheLuck}</th>
                <th scope="col">{messages.segments.asItWasSeen}</th>
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
