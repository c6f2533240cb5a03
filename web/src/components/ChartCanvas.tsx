import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type JSX } from 'react';
import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { saveAs } from '../lib/csv';
import { components as messages } from '../messages/components';
import type { ChartProps } from './Chart';

// Only what the page draws with, so that the rest of the library is left out of the bundle.
echarts.use([CustomChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** The drawing itself, with the library it is drawn by. */
export function ChartCanvas({ option, heightPx, label }: ChartProps): JSX.Element {
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

  const save = (): void => {
    const url = chart.current?.getDataURL({ type: 'svg' });
    if (url !== undefined) saveAs('chart.svg', url);
  };
  return (
    <>
      <div ref={frame} role="img" aria-label={label} style={{ height: heightPx, width: '100%' }} />
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPhoto size={14} aria-hidden />}
        onClick={save}
      >
        {messages.chartCanvas.chartAsImage}
      </Button>
    </>
  );
}
