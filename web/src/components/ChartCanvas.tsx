import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type JSX } from 'react';
import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { saveAs } from '../lib/csv';
import { fileNameOf, pngOf } from '../lib/picture';
import { components as messages } from '../messages/components';
import type { ChartProps } from './Chart';

// Only what the page draws with, so that the rest of the library is left out of the bundle.
echarts.use([CustomChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** The drawing itself, with the library it is drawn by. */
export function ChartCanvas({ option, heightPx, label, title, note }: ChartProps): JSX.Element {
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

  const save = async (): Promise<void> => {
    const svgUrl = chart.current?.getDataURL({ type: 'svg' });
    if (svgUrl === undefined || frame.current === null) return;
    const style = getComputedStyle(frame.current);
    const picture = await pngOf({
      svgUrl,
      width: frame.current.clientWidth,
      height: heightPx,
      title,
      note,
      ink: style.color,
      ground: style.getPropertyValue('--tl-surface').trim(),
      font: style.fontFamily,
    });
    saveAs(`${fileNameOf(title)}.png`, picture);
  };
  return (
    <>
      <div ref={frame} role="img" aria-label={label} style={{ height: heightPx, width: '100%' }} />
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPhoto size={14} aria-hidden />}
        onClick={() => void save()}
      >
        {messages.chartCanvas.chartAsImage}
      </Button>
    </>
  );
}
