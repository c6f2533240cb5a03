import { describe, expect, it } from 'vitest';
import { intervalScale } from './intervalScale';

describe('intervalScale', () => {
  const cases: { name: string; values: number[]; ticks: number[] }[] = [
    { name: 'all above zero keeps zero', values: [0.11, 0.62, 1.13], ticks: [-0.5, 0, 0.5, 1, 1.5] },
    { name: 'around zero', values: [-0.8, 0.9], ticks: [-1, -0.5, 0, 0.5, 1] },
    { name: 'all below zero', values: [-3, -1], ticks: [-4, -3, -2, -1, 0, 1] },
    { name: 'small shares', values: [0.004, 0.012], ticks: [-0.005, 0, 0.005, 0.01, 0.015] },
    { name: 'nothing to draw', values: [], ticks: [-1, 0, 1] },
    { name: 'all zero', values: [0, 0], ticks: [-1, 0, 1] },
    { name: 'numbers that are none are left out', values: [Number.NaN, 1], ticks: [-0.5, 0, 0.5, 1, 1.5] },
  ];
  it.each(cases)('$name', ({ values, ticks }) => {
    expect(intervalScale(values).ticks).toEqual(ticks);
  });

  it('places every value inside, and zero where the zero line is', () => {
    const scale = intervalScale([-0.4, 0.2, 0.8]);
    for (const value of [-0.4, 0, 0.2, 0.8]) {
      const percent = scale.percentOf(value);
      expect(percent).toBeGreaterThan(0);
      expect(percent).toBeLessThan(100);
      expect(percent).toBeCloseTo((100 * (value - scale.min)) / (scale.max - scale.min), 9);
    }
    expect(scale.percentOf(99)).toBe(100);
    expect(scale.percentOf(-99)).toBe(0);
  });
});
