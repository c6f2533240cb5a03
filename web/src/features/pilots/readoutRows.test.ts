import { expect, it } from 'vitest';
import { readout } from '../../../fixtures/readout';
import { readoutRows } from './readoutRows';

it('gives every number a cell of its own, and a reason where one is withheld', () => {
  const first = readout[0];
  if (first === undefined) throw new Error('the fixtures have no readout');
  const [head, row, withheld] = readoutRows([
    { ...first, lift_abs: 0.1 + 0.2, ci_low: -0.5, ci_high: 1 },
    { ...first, withheld: 'the split is off' },
  ]);
  const at = (title: string): number => head?.indexOf(title) ?? -1;
  expect(row?.[at('Difference')]).toBe('0.3');
  expect(row?.[at('Interval from')]).toBe('-0.5');
  expect(row?.[at('Withheld')]).toBe('');
  expect(withheld?.[at('Difference')]).toBe('');
  expect(withheld?.[at('Withheld')]).toBe('the split is off');
  expect(new Set([head?.length, row?.length, withheld?.length]).size).toBe(1);
});
