import type { Schemas } from '../api/client';
import { lib as messages } from '../messages/lib';
import { formatRatioBriefly } from './format';

export type Estimate = Schemas['Estimate'];

/** An estimate whose numbers are there. */
export interface TrustedEstimate extends Estimate {
  lift_abs: number;
  ci_low: number;
  ci_high: number;
}

/** What a drawing needs of an estimate. */
export type DrawnEstimate = Pick<
  TrustedEstimate,
  'unit' | 'better' | 'level' | 'lift_abs' | 'ci_low' | 'ci_high' | 'truth'
>;

/** The estimate with its numbers; null when it is withheld or a number is missing. */
export function trusted(estimate: Estimate): TrustedEstimate | null {
  const { lift_abs, ci_low, ci_high, withheld } = estimate;
  if (withheld != null || lift_abs == null || ci_low == null || ci_high == null) return null;
  return { ...estimate, lift_abs, ci_low, ci_high };
}

/** Where an interval lies, in the reader's interest: `good` and `bad` leave zero out, `open` does not. */
export type Verdict = 'good' | 'bad' | 'open';

/** Whether an interval leaves zero out, and on which side. Touching zero leaves it open. */
export function verdictOf(estimate: DrawnEstimate): Verdict {
  const { ci_low, ci_high, better } = estimate;
  if (ci_low <= 0 && ci_high >= 0) return 'open';
  return ci_low > 0 === (better === 'higher') ? 'good' : 'bad';
}

/** `95% interval`, at the level the plan registered. */
export function intervalName(level: number): string {
  return messages.estimate.interval(formatRatioBriefly(level));
}

/** Where the interval lies, in words. */
export function intervalWords(estimate: TrustedEstimate): string {
  if (estimate.ci_low > 0) return messages.estimate.allOfItAboveZero;
  return estimate.ci_high < 0
    ? messages.estimate.allOfItBelowZero
    : messages.estimate.includesZeroSoMayChance;
}

/** The variables of the theme that hold a verdict's colours. */
export function verdictColour(verdict: Verdict): string {
  switch (verdict) {
    case 'good':
      return 'var(--tl-good)';
    case 'bad':
      return 'var(--tl-bad)';
    case 'open':
      return 'var(--tl-open)';
  }
}

/** Whether an estimate is of this comparison. */
export function isOf(
  estimate: Pick<Estimate, 'metric' | 'arm' | 'control'>,
  { metric, arm, control }: Schemas['Headline'],
): boolean {
  return estimate.metric === metric && estimate.arm === arm && estimate.control === control;
}

/** The estimate that the plan puts first; null before it is measured. */
export function headlineOf(readout: Estimate[], headline: Schemas['Headline']): Estimate | null {
  return readout.find((estimate) => isOf(estimate, headline)) ?? null;
}
