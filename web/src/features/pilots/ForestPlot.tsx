import { SimpleGrid, Text, useComputedColorScheme } from '@mantine/core';
import { useRouteContext } from '@tanstack/react-router';
import { useMemo, type JSX } from 'react';
import { Chart } from '../../components/Chart';
import { trusted, type Estimate, type TrustedEstimate } from '../../lib/estimate';
import { formatDifference } from '../../lib/format';
import { pilots as messages } from '../../messages/pilots';
import { resolveColours } from './chartColours';
import { comparisonWords, forestHeightPx, forestOption } from './forestOption';
import { usePilot } from './usePilot';

function labelOf(metricLabel: string, estimates: TrustedEstimate[]): string {
  const parts = estimates.map((estimate) => {
    const difference = formatDifference(estimate.lift_abs, estimate.unit);
    const low = formatDifference(estimate.ci_low, estimate.unit);
    return messages.forestPlot.to(
      comparisonWords(estimate),
      difference,
      low,
      formatDifference(estimate.ci_high, estimate.unit),
    );
  });
  return `${metricLabel}: ${parts.join('; ')}`;
}

interface MetricPlotProps {
  metricLabel: string;
  estimates: TrustedEstimate[];
  nWithheld: number;
}

function MetricPlot({ metricLabel, estimates, nWithheld }: MetricPlotProps): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  const pilot = usePilot();
  const scheme = useComputedColorScheme('light');
  // The variables change with the scheme, which the function reads through the document.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const option = useMemo(() => forestOption(estimates, resolveColours()), [estimates, scheme]);
  return (
    <div data-metric={metricLabel}>
      <Text fw={600} size="sm" mb={6}>
        {metricLabel}
      </Text>
      {estimates.length > 0 && (
        <Chart
          option={option}
          heightPx={forestHeightPx(estimates.length)}
          label={labelOf(metricLabel, estimates)}
          title={messages.forestPlot.ofPilot(metricLabel, pilot.name)}
          note={session.workspace.is_simulated ? messages.forestPlot.simulated : ''}
        />
      )}
      {nWithheld > 0 && (
        <Text size="sm" c="var(--tl-warn)">
          {messages.forestPlot.withheldNotDrawnTableGives(nWithheld)}
        </Text>
      )}
    </div>
  );
}

/** The readout drawn: one plot a metric, each with its own axis. What is withheld is not drawn. */
export function ForestPlot({ readout }: { readout: Estimate[] }): JSX.Element {
  const metrics = useMemo(() => {
    const labels = new Map(readout.map((estimate) => [estimate.metric, estimate.metric_label]));
    return [...labels].map(([metric, metricLabel]) => {
      const all = readout.filter((estimate) => estimate.metric === metric);
      const estimates = all.map(trusted).filter((estimate) => estimate !== null);
      return { metric, metricLabel, estimates, nWithheld: all.length - estimates.length };
    });
  }, [readout]);
  const isTruthKnown = metrics.some(({ estimates }) => estimates.some(({ truth }) => truth != null));
  return (
    <div>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="xl">
        {metrics.map(({ metric, ...plot }) => (
          <MetricPlot key={metric} {...plot} />
        ))}
      </SimpleGrid>
      {isTruthKnown && (
        <Text size="sm" c="var(--tl-truth)" mt="sm">
          {messages.forestPlot.marksTrueEffectKnownOnly}
        </Text>
      )}
    </div>
  );
}
