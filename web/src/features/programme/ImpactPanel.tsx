import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { TableWithCsv } from '../../components/TableWithCsv';
import { formatCount } from '../../lib/count';
import { formatDifference, formatRatio, type Unit } from '../../lib/format';
import { nameInSentence } from '../../lib/words';
import { programme as messages } from '../../messages/programme';
import { Figure } from './Figure';
import styles from './ImpactPanel.module.css';

/** A sum over people: money stays money, shares become people. */
function formatTotal(total: number, unit: Unit): string {
  return unit === 'share'
    ? messages.impactPanel.nPeople(formatDifference(total, 'number'))
    : formatDifference(total, unit);
}

export interface ImpactPanelProps {
  impact: Schemas['Impact'];
  trials: Schemas['ProgrammeTrial'][];
}

/** What the pilots on one metric add up to, before and after the luck is taken off. */
export function ImpactPanel({ impact, trials }: ImpactPanelProps): JSX.Element {
  const { metric, unit, factor, total, total_observed, lifts, withheld } = impact;
  const nameOf = (id: string): string => trials.find((trial) => trial.id === id)?.name ?? id;
  return (
    <Panel
      title={messages.impactPanel.whatThePilotsAdded(nameInSentence(metric))}
      hint={messages.impactPanel.hint}
    >
      <Stack gap="md">
        <Figure value={total == null ? null : formatTotal(total, unit)} whyUnknown={withheld ?? null}>
          {messages.impactPanel.withTheLuckTakenOff}
        </Figure>
        <Text size="sm" c="dimmed" className="tl-number">
          {messages.impactPanel.asMeasured(
            formatTotal(total_observed, unit),
            factor != null && messages.impactPanel.ofItIsBelieved(formatRatio(factor, 0)),
          )}
        </Text>
        <TableWithCsv file="programme.csv">
          <table className={styles.table} aria-label={messages.impactPanel.liftsOf(nameInSentence(metric))}>
            <thead>
              <tr>
                <th scope="col">{messages.impactPanel.pilot}</th>
                <th scope="col" className={styles.number}>
                  {messages.impactPanel.people}
                </th>
                <th scope="col" className={styles.number}>
                  {messages.impactPanel.measuredPerPerson}
                </th>
                <th scope="col" className={styles.number}>
                  {messages.impactPanel.believed}
                </th>
              </tr>
            </thead>
            <tbody>
              {lifts.map((lift) => (
                <tr key={`${lift.id} ${lift.version}`}>
                  <th scope="row">{nameOf(lift.id)}</th>
                  <td className={styles.number} data-label={messages.impactPanel.people}>
                    {formatCount(lift.n)}
                  </td>
                  <td className={styles.number} data-label={messages.impactPanel.measuredPerPerson}>
                    {formatDifference(lift.observed, unit)}
                  </td>
                  <td className={styles.number} data-label={messages.impactPanel.believed}>
                    {lift.shrunk == null
                      ? messages.impactPanel.notKnown
                      : formatDifference(lift.shrunk, unit)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableWithCsv>
      </Stack>
    </Panel>
  );
}
