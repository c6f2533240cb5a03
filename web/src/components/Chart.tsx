import { Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense, useState, type JSX } from 'react';

export interface ChartProps {
  option: EChartsCoreOption;
  heightPx: number;
  /** What the chart shows, for those who cannot see it. */
  label: string;
  /** What stands over it where it is taken away as a picture, and what its file is called. */
  title: string;
  /** What stands under it there; empty for nothing. */
  note: string;
}

const Canvas = lazy(async () => ({ default: (await import('./ChartCanvas')).ChartCanvas }));

/** A drawing, loaded when it comes into sight; the same numbers must stand in a table nearby. */
export function Chart(props: ChartProps): JSX.Element {
  const { ref, entry } = useIntersection({ rootMargin: '200px' });
  const [isSeen, setIsSeen] = useState(false);
  if (entry?.isIntersecting === true && !isSeen) setIsSeen(true);
  const waiting = <Skeleton h={props.heightPx} />;
  return (
    <div ref={ref} style={{ minHeight: props.heightPx }}>
      {isSeen ? (
        <Suspense fallback={waiting}>
          <Canvas {...props} />
        </Suspense>
      ) : (
        waiting
      )}
    </div>
  );
}
