import { expect, it } from 'vitest';
import { drawn, overTimeOf } from './overTime';
import { overTimeOption, type OverTimeLook } from './overTimeOption';

const look: OverTimeLook = {
  unit: 'USD',
  interval: '95% interval',
  colour: 'green',
  colours: {
    text: 'black',
    dimmed: 'grey',
    line: 'grey',
    truth: 'brown',
    surface: 'white',
    verdict: { good: 'green', bad: 'red', open: 'grey' },
  },
};

const day = (days: number, lift_abs: number | null, withheld: string | null = null) => ({
  days,
  mean: 2,
  mean_control: 1,
  lift_abs,
  ci_low: lift_abs === null ? null : lift_abs - 1,
  ci_high: lift_abs === null ? null : lift_abs + 1,
  withheld,
});

it('draws what has numbers, and nothing of what is withheld', () => {
  const effects = [day(2, 0.5), day(4, null, 'too few people'), day(6, 1.5), day(8, 2, 'the split is off')];
  expect(drawn(effects).map(({ days }) => days)).toEqual([2, 6]);
});

it('has zero on its axis, and ends with the window', () => {
  const option = overTimeOption(drawn([day(2, 2.5), day(14, 3)]), look) as {
    xAxis: { min: number; max: number };
    yAxis: { min: number; max: number };
  };
  expect(option.xAxis).toMatchObject({ min: 0, max: 14 });
  expect(option.yAxis.min).toBeLessThanOrEqual(0);
  expect(option.yAxis.max).toBeGreaterThanOrEqual(4);
});

it('is empty for a readout of a server that did not tell it', () => {
  expect(overTimeOf({})).toEqual([]);
});
