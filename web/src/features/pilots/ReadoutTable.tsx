import { Text } from '@mantine/core';
import type { JSX } from 'react';
import { CsvButton } from '../../components/CsvButton';
import { intervalName, trusted, verdictColour, verdictOf, type Estimate } from '../../lib/estimate';
import { formatCount } from '../../lib/count';
import {
  formatDifference,
  isUnnamedMoney,
  formatLevel,
  formatPValue,
  formatRatio,
  formatRelative,
} from '../../lib/format';
import { asNamedSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { Answers } from './Answers';
import { ArmName } from './ArmName';
import type { Arm } from './pilotQuery';
import { readoutRows } from './readoutRows';
import styles from './ReadoutTable.module.css';

export interface ReadoutTableProps {
  readout: Estimate[];
  arms: Arm[];
}

function Level({
  n,
  mean,
  unit,
}: {
  n: number;
  mean: number | null | undefined;
  unit: Estimate['unit'];
}): JSX.Element {
  return (
    <>
      {mean == null ? '–' : formatLevel(mean, unit)}
      <span className={styles.small}>{messages.readoutTable.people(formatCount(n))}</span>
    </>
  );
}

function adjustment(estimate: Estimate): string | null {
  if (!estimate.is_cuped) return null;
  const { variance_reduction: gain } = estimate;
  const what = messages.readoutTable.differenceAdjustedForPastSpend;
  if (gain == null) return what;
  return gain < 0
    ? messages.readoutTable.whichMadeItNoisier(what, formatRatio(-gain, 0))
    : messages.readoutTable.lessNoise(what, formatRatio(gain, 0));
}

interface NumbersProps {
  estimate: Estimate;
  hasTruth: boolean;
}

function Numbers({ estimate, hasTruth }: NumbersProps): JSX.Element {
  const shown = trusted(estimate);
  if (shown === null) {
    return (
      <td colSpan={hasTruth ? 3 : 2} className={styles.withheld}>
        {messages.readoutTable.withheld(
          asNamedSentence(estimate.withheld ?? messages.readoutTable.thereIsNoIntervalYet),
        )}
      </td>
    );
  }
  const { unit, lift_abs, lift_rel, ci_low, ci_high, p_value, truth } = shown;
  return (
    <>
      <td data-label={messages.readoutTable.difference}>
        <Text span fw={650} c={verdictColour(verdictOf(shown))}>
          {formatDifference(lift_abs, unit)}
        </Text>
        {lift_rel != null && <span className={styles.small}>{formatRelative(lift_rel)}</span>}
      </td>
      <td data-label={intervalName(shown.level)}>
        {messages.readoutTable.to(
          formatDifference(ci_low, unit),
          formatDifference(ci_high, unit),
          p_value != null && <span className={styles.small}>{formatPValue(p_value)}</span>,
        )}
      </td>
      {hasTruth && (
        <td data-label={messages.readoutTable.trueEffect}>
          {truth == null ? '–' : formatDifference(truth, unit)}
        </td>
      )}
    </>
  );
}

interface ComparisonProps extends NumbersProps {
  arms: Arm[];
}

function Comparison({ estimate, arms, hasTruth }: ComparisonProps): JSX.Element {
  const note = adjustment(estimate);
  const shown = trusted(estimate);
  return (
    <>
      <tr>
        <th scope="row">
          <ArmName name={estimate.arm} arms={arms} />{' '}
          <span className={styles.against}>{messages.readoutTable.against}</span>{' '}
          <ArmName name={estimate.control} arms={arms} />
          {note !== null && <span className={styles.small}>{note}</span>}
        </th>
        <td data-label={messages.readoutTable.thisArm}>
          <Level n={estimate.n} mean={estimate.mean} unit={estimate.unit} />
          {estimate.mean === 0 && estimate.mean_high != null && (
            <span className={styles.small}>
              {messages.readoutTable.atMost(formatLevel(estimate.mean_high, estimate.unit))}
            </span>
          )}
        </td>
        <td data-label={messages.readoutTable.comparedWith}>
          <Level n={estimate.n_control} mean={estimate.mean_control} unit={estimate.unit} />
        </td>
        <Numbers estimate={estimate} hasTruth={hasTruth} />
      </tr>
      {shown !== null && shown.belief != null && (
        <tr>
          <td colSpan={hasTruth ? 6 : 5} className={styles.answers}>
            <Answers estimate={shown} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Every comparison in numbers: the same as the drawing, for reading and for screen readers. */
export function ReadoutTable({ readout, arms }: ReadoutTableProps): JSX.Element {
  const metrics = [...new Map(readout.map((estimate) => [estimate.metric, estimate.metric_label]))];
  const hasTruth = readout.some((estimate) => estimate.truth != null);
  const level = readout[0]?.level;
  return (
    <>
      <div
        className={styles.scroll}
        tabIndex={0}
        role="region"
        aria-label={messages.readoutTable.readoutInNumbers}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{messages.readoutTable.comparison}</th>
              <th scope="col">{messages.readoutTable.thisArm}</th>
              <th scope="col">{messages.readoutTable.comparedWith}</th>
              <th scope="col">{messages.readoutTable.difference}</th>
              <th scope="col">
                {level === undefined ? messages.readoutTable.interval : intervalName(level)}
              </th>
              {hasTruth && <th scope="col">{messages.readoutTable.trueEffect}</th>}
            </tr>
          </thead>
          {metrics.map(([metric, label]) => (
            <tbody key={metric}>
              <tr>
                <th scope="rowgroup" colSpan={hasTruth ? 6 : 5} className={styles.metric}>
                  {label}
                  {readout.some((found) => found.metric === metric && isUnnamedMoney(found.unit)) &&
                    messages.readoutTable.noCurrencyIsNamed}
                </th>
              </tr>
              {readout
                .filter((estimate) => estimate.metric === metric)
                .map((estimate) => (
                  <Comparison
                    key={`${estimate.arm} ${estimate.control}`}
                    estimate={estimate}
                    arms={arms}
                    hasTruth={hasTruth}
                  />
                ))}
            </tbody>
          ))}
        </table>
      </div>
      <CsvButton file="readout.csv" rows={() => readoutRows(readout)} />
    </>
  );
}
