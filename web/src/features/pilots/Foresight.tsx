import { List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { isOf } from '../../lib/estimate';
import { formatCount } from '../../lib/count';
import { formatDate, formatDifference, formatLevel, formatRatio } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { Pilot } from './pilotQuery';
import { powerQuery, type PlannedComparison } from './powerQuery';
import styles from './ReadoutTable.module.css';

function size({ detectable_lift, unit }: PlannedComparison): string {
  return detectable_lift == null ? '–' : formatDifference(detectable_lift, unit);
}

/** The lead of the panel: the comparison that the plan puts first. */
function Lead({ lead, power }: { lead: PlannedComparison; power: number }): JSX.Element {
  if (lead.withheld != null)
    return <Text size="sm">{messages.foresight.withheld(asNamedSentence(lead.withheld))}</Text>;
  return (
    <div>
      <Text span fz={28} fw={650} lh={1.1} className="tl-number">
        {size(lead)}
      </Text>
      <Text span c="dimmed">
        {' '}
        {lead.metric_label.toLowerCase()}
        {lead.detectable_relative != null &&
          messages.foresight.ofItsLevelThen(formatRatio(lead.detectable_relative, 0))}
      </Text>
      <Text size="sm">
        {messages.foresight.differenceBetweenThisSizeOr(
          nameInSentence(lead.arm),
          nameInSentence(lead.control),
          formatRatio(power, 0),
        )}
      </Text>
    </div>
  );
}

function Others({ others }: { others: PlannedComparison[] }): JSX.Element {
  return (
    <details>
      <summary>{messages.foresight.everyComparison}</summary>
      <div
        className={styles.scroll}
        tabIndex={0}
        role="region"
        aria-label={messages.foresight.whatCanFoundNumbers}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{messages.foresight.comparison}</th>
              <th scope="col">{messages.foresight.withoutAMessage}</th>
              <th scope="col">{messages.foresight.smallestDifferenceFound}</th>
            </tr>
          </thead>
          <tbody>
            {others.map((planned) => (
              <tr key={`${planned.metric} ${planned.arm} ${planned.control}`}>
                <th scope="row">
                  {planned.metric_label}
                  <span className={styles.small}>
                    {messages.foresight.against(nameInSentence(planned.arm), nameInSentence(planned.control))}
                  </span>
                </th>
                <td data-label={messages.foresight.withoutAMessage}>
                  {formatLevel(planned.baseline, planned.unit)}
                </td>
                <td data-label={messages.foresight.smallestDifferenceFound}>
                  {planned.withheld == null
                    ? size(planned)
                    : messages.foresight.withheld(asNamedSentence(planned.withheld))}
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
      title={messages.foresight.whatItCanFind}
      anchor="power"
      hint={messages.foresight.whatItCanFindHint}
    >
      {isPending && (
        <Skeleton h={120} role="status" aria-label={messages.foresight.lookingAtTheWeeksBefore} />
      )}
      {error !== null && <ProblemNote problem={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <Stack gap="sm">
          {lead === undefined ? (
            <Text size="sm">{messages.foresight.numberMattersCannotPlannedFrom}</Text>
          ) : (
            <Lead lead={lead} power={data.power} />
          )}
          <Text size="sm" c="dimmed">
            {messages.foresight.peopleCanTakePartWas(
              formatCount(data.n_people),
              formatDate(data.from),
              formatDate(data.to),
              formatCount(data.n_history),
              formatDate(data.readable_on),
            )}
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
