export interface IntervalScale {
  min: number;
  max: number;
  ticks: number[];
  /** Where a value lies between `min` and `max`, in per cent, clamped to 0..=100. */
  percentOf: (value: number) => number;
}

/** The smallest of 1, 2, 2.5, 5, 10 × 10^k that is at least `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/**
 * An axis for intervals around zero: zero is always on it, with round ticks, so that "does it touch zero"
 * can be read from the picture. Values that are all zero get an axis from -1 to 1.
 */
export function intervalScale(values: number[], nTicks = 5): IntervalScale {
  const finite = values.filter((value) => Number.isFinite(value));
  const low = Math.min(0, ...finite);
  const high = Math.max(0, ...finite);
  const span = high - low;
  const step = span === 0 ? 1 : niceStep((span * 1.1) / (nTicks - 1));
  // Room at both ends, so that no end of an interval and no zero line sits on the frame.
  const pad = span * 0.04;
  const min = span === 0 ? -1 : Math.floor((low - pad) / step + 1e-9) * step;
  const max = span === 0 ? 1 : Math.ceil((high + pad) / step - 1e-9) * step;
  const n = Math.round((max - min) / step);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  // eslint-disable-next-line no-restricted-syntax -- rounds a number, and writes none
  const ticks = Array.from({ length: n + 1 }, (_, i) => Number((min + i * step).toFixed(digits)) + 0);
  return {
    min,
    max,
    ticks,
    percentOf: (value) => Math.min(100, Math.max(0, (100 * (value - min)) / (max - min))),
  };
}
