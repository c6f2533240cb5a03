import { describe, expect, it } from 'vitest';
import { formatBits, sureWords, waterfallOf } from './waterfall';

const line = (field: string, bits: number): { field: string; words: string; bits: number } => ({
  field,
  words: 'same',
  bits,
});

describe('waterfallOf', () => {
  it('lets each bar begin where the last one ended', () => {
    const comparisons = [line('before any comparison', -10), line('email', 15), line('city', -5)];
    const { bars, total, zeroPercent } = waterfallOf({
      left: 'a',
      right: 'b',
      comparisons,
      bits: 0,
      probability: 0.5,
    });
    // The scale runs from -10 to 5.
    expect(zeroPercent).toBeCloseTo(66.67, 1);
    expect(bars.map((bar) => Math.round(bar.leftPercent))).toEqual([0, 0, 67]);
    expect(bars.map((bar) => Math.round(bar.widthPercent))).toEqual([67, 100, 33]);
    expect(bars.map((bar) => Math.round(bar.endPercent))).toEqual([0, 100, 67]);
    expect(total.widthPercent).toBe(0);
  });

  it('draws nothing of nothing', () => {
    const { bars, total } = waterfallOf({
      left: 'a',
      right: 'b',
      comparisons: [],
      bits: 0,
      probability: 0.5,
    });
    expect(bars).toEqual([]);
    expect(total).toEqual({ leftPercent: 0, widthPercent: 0 });
  });
});

it.each([
  [4.23, '+4.2'],
  [-1.26, '−1.3'],
  [0.01, '0.0'],
  [-0.01, '0.0'],
])('%f bits read %s', (bits, expected) => {
  expect(formatBits(bits)).toBe(expected);
});

it.each([
  [0.91, '91% sure'],
  [0.9931, '99.3% sure'],
  [0.99999, 'more than 99.9% sure'],
  [0.004, '0.4% sure'],
  [0.00001, 'less than 0.1% sure'],
])('%f is %s', (probability, expected) => {
  expect(sureWords(probability)).toBe(expected);
});
