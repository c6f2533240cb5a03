import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type JSX } from 'react';

// Only what the page draws with, so that the rest of the library is left out of the bundle.
echarts.use([CustomChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export interface ChartProps {
  option: echarts.EChartsCoreOption;
  heightPx: number;
  /** What the chart shows, for those who cannot see it. */
  label: string;
}

/** A drawing; the same numbers must stand in a table nearby. */
export function Chart({ option, heightPx, label }: ChartProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.EChartsType | null>(null);

  useEffect(() => {
    if (frame.current === null) return undefined;
    const instance = echarts.init(frame.current, null, { renderer: 'svg' });
    chart.current = instance;
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, true);
  }, [option]);

  return <div ref={frame} role="img" aria-label={label} style={{ height: heightPx, width: '100%' }} />;
}
