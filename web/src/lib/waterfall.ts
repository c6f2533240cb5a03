import type { Schemas } from '../api/client';

export type PairTable = Schemas['PairTable'];

/** One bar of a waterfall: it begins where the one before it ended. */
export interface WaterfallBar {
  field: string;
  words: string;
  /** For one person when positive, against it when negative. */
  bits: number;
  leftPercent: number;
  widthPercent: number;
  /** Where the sum stands after this bar. */
  endPercent: number;
}

export interface Waterfall {
  bars: WaterfallBar[];
  total: Pick<WaterfallBar, 'leftPercent' | 'widthPercent'>;
  /** Where zero lies: as likely as not. */
  zeroPercent: number;
}

/** The bars from the first comparison to the sum, on one scale that has zero and every step on it. */
export function waterfallOf({ comparisons, bits }: PairTable): Waterfall {
  let sum = 0;
  const steps = comparisons.map((comparison) => {
    const from = sum;
    sum += comparison.bits;
    return { ...comparison, from, to: sum };
  });
  const ends = [0, bits, ...steps.map((step) => step.to)];
  const low = Math.min(...ends);
  const span = Math.max(...ends) - low || 1;
  const percentOf = (value: number): number => (100 * (value - low)) / span;
  const between = (a: number, b: number): Pick<WaterfallBar, 'leftPercent' | 'widthPercent'> => ({
    leftPercent: percentOf(Math.min(a, b)),
    widthPercent: percentOf(Math.max(a, b)) - percentOf(Math.min(a, b)),
  });
  return {
    bars: steps.map(({ from, to, ...comparison }) => ({
      ...comparison,
      ...between(from, to),
      endPercent: percentOf(to),
    })),
    total: between(0, bits),
    zeroPercent: percentOf(0),
  };
}

/** Bits of evidence, always signed: `+4.2`, `−1.3`. */
export function formatBits(bits: number): string {
  const text = Math.abs(bits).toFixed(1);
  if (text === '0.0') return text;
  return `${bits > 0 ? '+' : '−'}${text}`;
}

/** How sure the model is: `91% sure`. Neither 0 nor 100 per cent is ever claimed. */
export function sureWords(probability: number): string {
  if (probability > 0.999) return 'more than 99.9% sure';
  if (probability < 0.001) return 'less than 0.1% sure';
  const percent = 100 * probability;
  return `${percent.toFixed(percent < 1 || percent > 99 ? 1 : 0)}% sure`;
}
