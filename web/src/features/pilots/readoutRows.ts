import { trusted, type Estimate } from '../../lib/estimate';
import { isUnnamedMoney } from '../../lib/format';
import { writeNumber } from '../../lib/readNumber';
import { nameAsWords } from '../../lib/words';
import { pilots } from '../../messages/pilots';

const messages = pilots.readoutRows;

/** Digits enough to go on reckoning with, and none of a float's noise. */
const DIGITS = 1e6;

function number(value: number | null | undefined): string {
  return value == null ? '' : writeNumber(Math.round(value * DIGITS) / DIGITS);
}

function unitWords(unit: string): string {
  if (unit === 'share') return messages.share;
  if (unit === 'number') return messages.number;
  return isUnnamedMoney(unit) ? messages.unnamedMoney : unit;
}

/** Every comparison as a row to go on reckoning with, each number in a cell of its own. A withheld one says why. */
export function readoutRows(readout: Estimate[]): string[][] {
  const hasTruth = readout.some(({ truth }) => truth != null);
  const { columns } = messages;
  const head = [...columns, ...(hasTruth ? [messages.trueEffect] : []), messages.withheld];
  const rows = readout.map((estimate) => {
    const shown = trusted(estimate);
    return [
      estimate.metric_label,
      unitWords(estimate.unit),
      nameAsWords(estimate.arm),
      nameAsWords(estimate.control),
      number(estimate.n),
      number(estimate.n_control),
      number(estimate.mean),
      number(estimate.mean_control),
      number(shown?.lift_abs),
      number(shown?.ci_low),
      number(shown?.ci_high),
      number(estimate.level),
      number(shown?.lift_rel),
      number(shown?.p_value),
      ...(hasTruth ? [number(shown?.truth)] : []),
      estimate.withheld ?? '',
    ];
  });
  return [head, ...rows];
}
