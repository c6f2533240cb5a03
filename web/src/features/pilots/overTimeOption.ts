import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts';
import { formatDifference, type Unit } from '../../lib/format';
import { intervalScale } from '../../lib/intervalScale';
import { pilots } from '../../messages/pilots';
import { CHART_FONT, type ChartColours } from './chartColours';
import type { DrawnEffect } from './overTime';

const messages = pilots.overTime;

export const OVER_TIME_HEIGHT_PX = 260;

type Child = NonNullable<CustomSeriesRenderItemReturn>;

export interface OverTimeLook {
  unit: Unit;
  /** `95% interval`. */
  interval: string;
  colour: string;
  colours: ChartColours;
}

/** Draws a day: the way from it to the next, the interval as a band, and the point. */
function drawDay(
  effects: DrawnEffect[],
  { colour, colours }: OverTimeLook,
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
): CustomSeriesRenderItemReturn {
  const here = effects[params.dataIndex];
  if (here === undefined) return undefined;
  const at = (effect: DrawnEffect, value: number): [number, number] => {
    const [x = 0, y = 0] = api.coord([effect.days, value]);
    return [x, y];
  };
  const next = effects[params.dataIndex + 1];
  const point = at(here, here.lift_abs);
  const [low, high] = [at(here, here.ci_low), at(here, here.ci_high)];
  const children: Child[] = [];
  if (next !== undefined) {
    const [x2, y2] = at(next, next.lift_abs);
    children.push(
      {
        type: 'polygon',
        shape: { points: [low, high, at(next, next.ci_high), at(next, next.ci_low)] },
        style: { fill: colour, opacity: 0.14 },
      },
      {
        type: 'line',
        shape: { x1: point[0], y1: point[1], x2, y2 },
        style: { stroke: colour, lineWidth: 2.5 },
      },
    );
  }
  children.push(
    {
      type: 'line',
      shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] },
      style: { stroke: colour, lineWidth: 1.5 },
    },
    {
      type: 'circle',
      shape: { cx: point[0], cy: point[1], r: 5 },
      style: { fill: colour, stroke: colours.surface, lineWidth: 2 },
    },
  );
  return { type: 'group', children };
}

/** How an effect grew with the days after the message, as a line with its intervals around zero. */
export function overTimeOption(effects: DrawnEffect[], look: OverTimeLook): EChartsOption {
  const { unit, colours, interval } = look;
  const scale = intervalScale(
    effects.flatMap(({ ci_low, ci_high }) => [ci_low, ci_high]),
    5,
  );
  const last = effects.at(-1)?.days ?? 1;
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT },
    grid: { left: 64, right: 24, top: 14, bottom: 34 },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      formatter: (item) => {
        const effect = Array.isArray(item) ? undefined : effects[item.dataIndex];
        if (effect === undefined) return '';
        const [low, high] = [formatDifference(effect.ci_low, unit), formatDifference(effect.ci_high, unit)];
        return [
          messages.withinDays(effect.days),
          `<strong>${formatDifference(effect.lift_abs, unit)}</strong>`,
          messages.to(interval, low, high),
        ].join('<br>');
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: last,
      interval: Math.max(1, Math.ceil(last / 7)),
      name: messages.axis,
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: { color: colours.dimmed, fontSize: 12 },
      axisLabel: { color: colours.dimmed, fontSize: 12, hideOverlap: true },
      axisLine: { show: true, onZero: false, lineStyle: { color: colours.line } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: scale.min,
      max: scale.max,
      interval: (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0),
      axisLabel: {
        color: colours.dimmed,
        fontSize: 12,
        formatter: (value: number) => formatDifference(Math.abs(value) < 1e-12 ? 0 : value, unit),
      },
      splitLine: { show: true, lineStyle: { color: colours.line, opacity: 0.3 } },
    },
    series: [
      {
        type: 'custom',
        z: 10,
        clip: false,
        data: effects.map(({ days, lift_abs }) => [days, lift_abs]),
        renderItem: (params, api) => drawDay(effects, look, params, api),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: colours.dimmed, type: 'dashed', width: 1 },
          data: [{ yAxis: 0 }],
        },
      },
    ],
  };
}
