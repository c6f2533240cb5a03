import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts';
import { intervalName, verdictOf, type TrustedEstimate } from '../../lib/estimate';
import { formatDifference } from '../../lib/format';
import { intervalScale } from '../../lib/intervalScale';
import { nameAsWords, nameInSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { CHART_FONT, type ChartColours } from './chartColours';

export const ROW_HEIGHT_PX = 50;
const AXIS_HEIGHT_PX = 30;

/** Height of a drawing of `n` comparisons. */
export function forestHeightPx(n: number): number {
  return n * ROW_HEIGHT_PX + AXIS_HEIGHT_PX;
}

/** `AI against holdout`. */
export function comparisonWords(estimate: TrustedEstimate): string {
  return messages.forestOption.against(nameAsWords(estimate.arm), nameInSentence(estimate.control));
}

type Child = NonNullable<CustomSeriesRenderItemReturn>;

function stroke(x1: number, y1: number, x2: number, y2: number, colour: string, lineWidth: number): Child {
  return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth } };
}

/** Draws one comparison: its words, the interval with caps, the point, the truth where it is known. */
function drawComparison(
  estimate: TrustedEstimate,
  colours: ChartColours,
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
): CustomSeriesRenderItemReturn {
  const xOf = (value: number): number => api.coord([value, params.dataIndex])[0] ?? 0;
  const middle = api.coord([0, params.dataIndex])[1] ?? 0;
  const y = middle + 9;
  const colour = colours.verdict[verdictOf(estimate)];
  const [low, point, high] = [xOf(estimate.ci_low), xOf(estimate.lift_abs), xOf(estimate.ci_high)];
  const children: Child[] = [
    {
      type: 'text',
      style: {
        text: comparisonWords(estimate),
        x: 0,
        y: middle - 20,
        fill: colours.text,
        font: `13px ${CHART_FONT}`,
        // The words cover the zero line behind them.
        backgroundColor: colours.surface,
        padding: [1, 4, 1, 0],
      },
    },
    stroke(low, y, high, y, colour, 2.5),
    stroke(low, y - 6, low, y + 6, colour, 2.5),
    stroke(high, y - 6, high, y + 6, colour, 2.5),
    {
      type: 'circle',
      shape: { cx: point, cy: y, r: 6 },
      style: { fill: colour, stroke: colours.surface, lineWidth: 2 },
    },
  ];
  if (estimate.truth != null) {
    const x = xOf(estimate.truth);
    children.push({
      type: 'polygon',
      shape: {
        points: [
          [x, y - 5],
          [x - 5, y - 14],
          [x + 5, y - 14],
        ],
      },
      style: { fill: colours.truth },
    });
  }
  return { type: 'group', children };
}

function tooltipOf(estimate: TrustedEstimate): string {
  const { unit } = estimate;
  const lines = [
    `<strong>${formatDifference(estimate.lift_abs, unit)}</strong>`,
    messages.forestOption.to(
      intervalName(estimate.level),
      formatDifference(estimate.ci_low, unit),
      formatDifference(estimate.ci_high, unit),
    ),
  ];
  if (estimate.truth != null)
    lines.push(messages.forestOption.trueEffect(formatDifference(estimate.truth, unit)));
  return lines.join('<br>');
}

/** The comparisons of one metric as intervals around zero. All of them have the same unit. */
export function forestOption(estimates: TrustedEstimate[], colours: ChartColours): EChartsOption {
  const unit = estimates[0]?.unit ?? 'share';
  const values = estimates.flatMap(({ ci_low, ci_high, lift_abs, truth }) => [
    ci_low,
    ci_high,
    lift_abs,
    ...(truth == null ? [] : [truth]),
  ]);
  const scale = intervalScale(values, 4);
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT },
    grid: { left: 26, right: 26, top: 0, bottom: AXIS_HEIGHT_PX },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      formatter: (item) => {
        const estimate = Array.isArray(item) ? undefined : estimates[item.dataIndex];
        return estimate === undefined ? '' : tooltipOf(estimate);
      },
    },
    xAxis: {
      type: 'value',
      min: scale.min,
      max: scale.max,
      interval: (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0),
      axisLabel: {
        color: colours.dimmed,
        fontSize: 12,
        hideOverlap: true,
        formatter: (value: number) => formatDifference(Math.abs(value) < 1e-12 ? 0 : value, unit),
      },
      axisLine: { show: true, lineStyle: { color: colours.line } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: { type: 'category', data: estimates.map(comparisonWords), inverse: true, show: false },
    series: [
      {
        type: 'custom',
        z: 10,
        clip: false,
        data: estimates.map((estimate, i) => [estimate.lift_abs, i]),
        renderItem: (params, api) => {
          const estimate = estimates[params.dataIndex];
          return estimate === undefined ? undefined : drawComparison(estimate, colours, params, api);
        },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: colours.dimmed, type: 'dashed', width: 1 },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}
