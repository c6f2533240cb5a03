import { List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { isOf } from '../../lib/estimate';
import { formatCount, formatDate, formatDifference, formatLevel, formatRatio } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import type { Pilot } from './pilotQuery';
import { powerQuery, type PlannedComparison } from './powerQuery';
import styles from './ReadoutTable.module.css';

function size({ detectable_lift, unit }: PlannedComparison): string {
  return detectable_lift == null ? '–' : formatDifference(detectable_lift, unit);
}

/** The lead of the panel: the comparison that the plan puts first. */
function Lead({ lead, power }: { lead: PlannedComparison; power: number }): JSX.Element {
  if (lead.withheld != null) return <Text size="sm">Withheld: {asNamedSentence(lead.withheld)}</Text>;
  return (
    <div>
      <Text span fz={28} fw={650} lh={1.1} className="tl-number">
        {size(lead)}
      </Text>
      <Text span c="dimmed">
        {' '}
        {lead.metric_label.toLowerCase()}
        {lead.detectable_relative != null &&
          `, ${formatRatio(lead.detectable_relative, 0)} of its level then`}
      </Text>
      <Text size="sm">
        A difference between {nameInSentence(lead.arm)} and {nameInSentence(lead.control)} of this size or
        more is found with a chance of {formatRatio(power, 0)}. A smaller one may go unseen.
      </Text>
    </div>
  );
}

function Others({ others }: { others: PlannedComparison[] }): JSX.Element {
  return (
    <details>
      <summary>Every comparison</summary>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="What can be found, in numbers">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Comparison</th>
              <th scope="col">Without a message</th>
              <th scope="col">Smallest difference found</th>
            </tr>
          </thead>
          <tbody>
            {others.map((planned) => (
              <tr key={`${planned.metric} ${planned.arm} ${planned.control}`}>
                <th scope="row">
                  {planned.metric_label}
                  <span className={styles.small}>
                    {nameInSentence(planned.arm)} against {nameInSentence(planned.control)}
                  </span>
                </th>
                <td data-label="Without a message">{formatLevel(planned.baseline, planned.unit)}</td>
                <td data-label="Smallest difference found">
                  {planned.withheld == null
                    ? size(planned)
                    : `Withheld: ${asNamedSentence(planned.withheld)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** What the pilot can find with the audience it has, before anything is sent. */
export function Foresight({ pilot }: { pilot: Pilot }): JSX.Element {
  const { data, error, isPending, refetch } = useQuery(powerQuery(pilot.id));
  const lead = data?.comparisons.find((planned) => isOf(planned, pilot.headline));
  return (
    <Panel
      title="What it can find"
      anchor="power"
      hint="From what people like these did in the weeks before, when nothing of this was sent."
    >
      {isPending && <Skeleton h={120} role="status" aria-label="Looking at the weeks before" />}
      {error !== null && <ProblemNote problem={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <Stack gap="sm">
          {lead === undefined ? (
            <Text size="sm">The number that matters cannot be planned from these weeks.</Text>
          ) : (
            <Lead lead={lead} power={data.power} />
          )}
          <Text size="sm" c="dimmed">
            {formatCount(data.n_people)} people can take part. {formatDate(data.from)} to{' '}
            {formatDate(data.to)} was looked at, on {formatCount(data.n_history)} people who were in the
            audience then. Sent as planned, it can be read from {formatDate(data.readable_on)} on.
          </Text>
          {[...data.withheld, ...data.notes].length > 0 && (
            <List size="sm" spacing={4}>
              {[...data.withheld, ...data.notes].map((note) => (
                <List.Item key={note}>{asNamedSentence(note)}</List.Item>
              ))}
            </List>
          )}
          <Others others={data.comparisons} />
        </Stack>
      )}
    </Panel>
  );
}
