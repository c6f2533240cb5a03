import type { Schemas } from '../api/client';
import { lib as messages } from '../messages/lib';
import { formatNumber, formatRatio } from './format';

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
  const text = formatNumber(Math.abs(bits), 1);
  if (isNeither(bits)) return text;
  return `${bits > 0 ? '+' : '−'}${text}`;
}

/** Whether evidence is so slight that it is written as none. */
export function isNeither(bits: number): boolean {
  return Math.abs(bits) < 0.05;
}

/** How sure the model is: `91% sure`. Neither 0 nor 100 per cent is ever claimed. */
export function sureWords(probability: number): string {
  if (probability > 0.999) return messages.waterfall.moreThanSure(formatRatio(0.999));
  if (probability < 0.001) return messages.waterfall.lessThanSure(formatRatio(0.001));
  return messages.waterfall.sure(formatRatio(probability, probability < 0.01 || probability > 0.99 ? 1 : 0));
}
