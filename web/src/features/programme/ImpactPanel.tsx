import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { TableWithCsv } from '../../components/TableWithCsv';
import { formatCount, formatDifference, formatRatio, type Unit } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import { Figure } from './Figure';
import styles from './ImpactPanel.module.css';

/** A sum over people: dollars stay dollars, shares become people. */
function formatTotal(total: number, unit: Unit): string {
  return unit === 'share' ? `${formatDifference(total, 'number')} people` : formatDifference(total, unit);
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
      title={`What the pilots added: ${nameInSentence(metric)}`}
      hint="Whoever wins was lucky as well as good. All lifts are drawn towards no effect by one factor, then added up over the people who got the tried message."
    >
      <Stack gap="md">
        <Figure value={total == null ? null : formatTotal(total, unit)} whyUnknown={withheld ?? null}>
          with the luck taken off
        </Figure>
        <Text size="sm" c="dimmed" className="tl-number">
          As measured: {formatTotal(total_observed, unit)}
          {factor != null && `; ${formatRatio(factor, 0)} of it is believed`}.
        </Text>
        <TableWithCsv file="programme.csv">
          <table className={styles.table} aria-label={`Lifts of ${nameInSentence(metric)}`}>
            <thead>
              <tr>
                <th scope="col">Pilot</th>
                <th scope="col" className={styles.number}>
                  People
                </th>
                <th scope="col" className={styles.number}>
                  Measured, per person
                </th>
                <th scope="col" className={styles.number}>
                  Believed
                </th>
              </tr>
            </thead>
            <tbody>
              {lifts.map((lift) => (
                <tr key={`${lift.id} ${lift.version}`}>
                  <th scope="row">{asNamedSentence(nameOf(lift.id)).replace(/\.$/, '')}</th>
                  <td className={styles.number} data-label="People">
                    {formatCount(lift.n)}
                  </td>
                  <td className={styles.number} data-label="Measured, per person">
                    {formatDifference(lift.observed, unit)}
                  </td>
                  <td className={styles.number} data-label="Believed">
                    {lift.shrunk == null ? 'not known' : formatDifference(lift.shrunk, unit)}
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
