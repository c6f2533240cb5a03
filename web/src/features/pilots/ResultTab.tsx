import { Alert, Grid, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense, type JSX } from 'react';
import { EstimateFigure } from '../../components/EstimateFigure';
import { GateVerdict } from '../../components/GateVerdict';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { headlineOf, intervalName, isOf } from '../../lib/estimate';
import { FurtherChecks } from './FurtherChecks';
import type { Pilot } from './pilotQuery';
import { ReadoutTable } from './ReadoutTable';
import { Segments } from './Segments';
import { TrustChecks } from './TrustChecks';
import { usePilot } from './usePilot';

// The drawing library is larger than the rest of the page, so it comes after it.
const ForestPlot = lazy(async () => ({ default: (await import('./ForestPlot')).ForestPlot }));

function Readout({ pilot }: { pilot: Pilot }): JSX.Element {
  const { readout, design } = pilot;
  if (readout.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing is measured yet. Outcomes count for {design.outcome_window_days} days; the plan allows{' '}
        {pilot.analysis}.
      </Text>
    );
  }
  return (
    <Stack gap="lg">
      <Suspense fallback={<Skeleton h={320} role="status" aria-label="Loading chart" />}>
        <ForestPlot readout={readout} />
      </Suspense>
      <ReadoutTable readout={readout} arms={design.arms} />
    </Stack>
  );
}

/** What the pilot brought, and whether the number can be trusted. */
export function ResultTab(): JSX.Element {
  const pilot = usePilot();
  const headline = headlineOf(pilot.readout, pilot.headline);
  const segments = pilot.segments.filter((segment) => isOf(segment, pilot.headline));
  const isEarlier = pilot.result_version !== null && pilot.result_version < pilot.design.version;
  return (
    <Stack gap="lg">
      {isEarlier && (
        <Alert color="amber" icon={<IconHistory size={18} aria-hidden />} title="An earlier version’s result">
          This is what version {pilot.result_version} came to. Version {pilot.design.version} was not read out
          yet:{' '}
          <TextLink to="/pilots/$pilotId/work" params={{ pilotId: pilot.id }}>
            see what is next
          </TextLink>
          .
        </Alert>
      )}
      <Panel title="The number that matters">
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 7 }}>
            {headline === null ? (
              <Text size="sm" c="dimmed">
                Nothing is measured yet.{' '}
                <TextLink to="/pilots/$pilotId/work" params={{ pilotId: pilot.id }}>
                  See what is to be done next
                </TextLink>
                .
              </Text>
            ) : (
              <EstimateFigure estimate={headline} />
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            {pilot.gate == null ? (
              <Text size="sm" c="dimmed">
                The gate has not decided yet.
              </Text>
            ) : (
              <GateVerdict gate={pilot.gate} hasRule />
            )}
          </Grid.Col>
        </Grid>
      </Panel>
      <Panel
        title="Can it be trusted?"
        anchor="trust"
        hint="Checks made before any number is shown. If one fails, the readout is withheld."
      >
        <Stack gap="lg">
          <TrustChecks pilot={pilot} />
          <FurtherChecks pilot={pilot} />
        </Stack>
      </Panel>
      <Panel
        title="All comparisons"
        anchor="readout"
        hint={`Each line is a difference between two arms with its ${intervalName(pilot.design.level)}. An interval that crosses zero settles nothing.`}
      >
        <Readout pilot={pilot} />
      </Panel>
      {segments.length > 0 && (
        <Panel
          title="Who it works for"
          anchor="segments"
          hint="Among many segments some look good by luck. Drawing each towards the others takes the luck off."
        >
          <Segments segments={segments} />
        </Panel>
      )}
    </Stack>
  );
}
