import { describe, expect, it } from 'vitest';
import { headlineOf, intervalName, trusted, verdictOf, type Estimate, type Verdict } from './estimate';

const estimate: Estimate = {
  metric: 'revenue',
  metric_label: 'Revenue per person',
  unit: 'USD',
  better: 'higher',
  arm: 'ai',
  control: 'holdout',
  n: 10,
  n_control: 10,
  level: 0.95,
  n_carriers: null,
  n_carriers_control: null,
  held_above: null,
  held_below: null,
  mean: 2,
  mean_control: 1,
  mean_high: null,
  detectable: null,
  detectable_planned: null,
  forecast: null,
  lift_abs: 1,
  ci_low: 0.5,
  ci_high: 1.5,
  p_value: 0.01,
  lift_rel: 1,
  relative: [],
  relative_disagreement: null,
  belief: null,
  looking_today: null,
  is_cuped: true,
  variance_reduction: 0.2,
  withheld: null,
  truth: null,
  sentence: '',
};

describe('intervalName', () => {
  it.each([
    [0.95, '95% interval'],
    [0.9, '90% interval'],
    [0.999, '99.9% interval'],
  ])('of %s says the level that was registered', (level, words) => {
    expect(intervalName(level)).toBe(words);
  });
});

describe('verdictOf', () => {
  const cases: [Estimate['better'], number, number, Verdict][] = [
    ['higher', 0.1, 1, 'good'],
    ['higher', -1, -0.1, 'bad'],
    ['higher', -0.1, 1, 'open'],
    ['higher', 0, 1, 'open'],
    ['lower', 0.1, 1, 'bad'],
    ['lower', -1, -0.1, 'good'],
    ['lower', -0.1, 1, 'open'],
  ];
  it.each(cases)('%s is better, from %f to %f is %s', (better, ci_low, ci_high, expected) => {
    const shown = trusted({ ...estimate, better, ci_low, ci_high });
    expect(shown && verdictOf(shown)).toBe(expected);
  });
});

describe('trusted', () => {
  const cases: [string, Partial<Estimate>, boolean][] = [
    ['all numbers there', {}, true],
    ['withheld', { withheld: 'the arms do not have the sizes they should' }, false],
    ['no lower bound', { ci_low: null }, false],
  ];
  it.each(cases)('%s', (_name, change, isShown) => {
    expect(trusted({ ...estimate, ...change }) !== null).toBe(isShown);
  });
});

describe('headlineOf', () => {
  const headline = { metric: 'orders', arm: 'ai', control: 'holdout' };
  const orders = { ...estimate, metric: 'orders' };
  const againstBaseline = { ...orders, control: 'bau' };
  const cases: [string, Estimate[], Estimate | null][] = [
    ['the comparison of the plan leads, whatever stands first', [estimate, againstBaseline, orders], orders],
    ['no other one stands in for it', [estimate, againstBaseline], null],
  ];
  it.each(cases)('%s', (_name, readout, expected) => {
    expect(headlineOf(readout, headline)).toBe(expected);
  });
});
