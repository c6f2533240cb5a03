import { describe, expect, it } from 'vitest';
import { formatCounted } from './count';
import {
  formatAge,
  formatDate,
  formatDifference,
  formatLevel,
  nDecimalsOf,
  formatMoment,
  formatPValue,
  formatRatioBriefly,
  formatRelative,
  type Unit,
} from './format';

describe('formatDifference', () => {
  const cases: [number, Unit, string][] = [
    [0.624, 'USD', '+$0.62'],
    [-0.624, 'USD', '−$0.62'],
    [0.0121, 'USD', '+$0.012'],
    [1234.5, 'USD', '+$1,234.50'],
    [0, 'USD', '$0.00'],
    [13.81, 'EUR', '+€13.81'],
    [1381.4, 'JPY', '+¥1,381'],
    [0.0132, 'share', '+1.3 pts'],
    [-0.0004, 'share', '−0.04 pts'],
    [0, 'share', '0.0 pts'],
    [0.615, 'money', '+0.62'],
    [1.2345, 'number', '+1.23'],
    [-2345.6, 'number', '−2,346'],
  ];
  it.each(cases)('%f %s reads %s', (value, unit, expected) => {
    expect(formatDifference(value, unit)).toBe(expected);
  });
});

describe('formatLevel', () => {
  const cases: [number, Unit, string][] = [
    [3.417, 'USD', '$3.42'],
    [0.1241, 'share', '12.4%'],
    [0.00041, 'share', '0.04%'],
    [0, 'share', '0.0%'],
    // Money whose currency nobody named has no sign, and does not break the page.
    [3.417, 'money', '3.42'],
    [-3.417, '', '−3.42'],
    [12000, 'XXQ', 'XXQ\u00a012,000.00'],
  ];
  it.each(cases)('%f %s reads %s', (value, unit, expected) => {
    expect(formatLevel(value, unit)).toBe(expected);
  });
});

describe('nDecimalsOf', () => {
  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['', 2],
    ['eu', 2],
  ])('an amount of %s has %i digits behind the mark', (currency, expected) => {
    expect(nDecimalsOf(currency)).toBe(expected);
  });
});

describe('formatRatioBriefly', () => {
  const cases: [number, string][] = [
    [0.95, '95%'],
    [0.995, '99.5%'],
  ];
  it.each(cases)('%f reads %s', (ratio, expected) => {
    expect(formatRatioBriefly(ratio)).toBe(expected);
  });
});

describe('formatPValue', () => {
  const cases: [number, string][] = [
    [0.00004, 'p < 0.001'],
    [0.0123, 'p = 0.012'],
    [0.43, 'p = 0.43'],
  ];
  it.each(cases)('%f reads %s', (p, expected) => {
    expect(formatPValue(p)).toBe(expected);
  });
});

describe('formatRelative', () => {
  const cases: [number, string][] = [
    [0.184, '+18%'],
    [-0.031, '−3.1%'],
    [0, '0.0%'],
  ];
  it.each(cases)('%f reads %s', (ratio, expected) => {
    expect(formatRelative(ratio)).toBe(expected);
  });
});

describe('a day without an hour', () => {
  it('is the same day in every time zone, and has no hour', () => {
    expect(formatDate('2026-03-01')).toBe(formatMoment('2026-03-01'));
    expect(formatDate('2026-03-01')).toContain('Mar');
    expect(formatMoment('2026-03-01')).not.toContain(':');
  });
});

describe('formatAge', () => {
  const now = '2026-09-15T14:00:00Z';
  const cases: [string, string][] = [
    ['2026-09-15T03:00:00Z', 'today'],
    ['2026-09-14T13:00:00Z', '1 day ago'],
    ['2026-08-01T14:00:00Z', '45 days ago'],
    ['2026-03-15T14:00:00Z', '6 months ago'],
    ['2023-01-01T00:00:00Z', '3 years ago'],
  ];
  it.each(cases)('%s reads %s', (iso, expected) => {
    expect(formatAge(iso, now)).toBe(expected);
  });
});

describe('formatCounted', () => {
  it('names one and many', () => {
    const texts = [formatCounted(1, 'row', 'rows'), formatCounted(20114, 'row', 'rows')];
    expect(texts).toEqual(['1 row', '20,114 rows']);
  });
});
