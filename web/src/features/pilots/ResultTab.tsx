import { Alert, Grid, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense, type JSX } from 'react';
import { EstimateFigure } from '../../components/EstimateFigure';
import { GateVerdict } from '../../components/GateVerdict';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { headlineOf, intervalName, isOf } from '../../lib/estimate';
import { pilots as messages } from '../../messages/pilots';
import { FurtherChecks } from './FurtherChecks';
import { overTimeOf } from './overTime';
import type { Pilot } from './pilotQuery';
import { ReadoutTable } from './ReadoutTable';
import { Segments } from './Segments';
import { TrustChecks } from './TrustChecks';
import { usePilot } from './usePilot';
import { WhoWrote } from './WhoWrote';

// The drawing library is larger than the rest of the page, so it comes after it.
const ForestPlot = lazy(async () => ({ default: (await import('./ForestPlot')).ForestPlot }));

const OverTime = lazy(async () => ({ default: (await import('./OverTime')).OverTime }));

function Readout({ pilot }: { pilot: Pilot }): JSX.Element {
  const { readout, design } = pilot;
  if (readout.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {messages.resultTab.nothingMeasuredYetOutcomesCount(design.outcome_window_days, pilot.analysis)}
      </Text>
    );
  }
  return (
    <Stack gap="lg">
      <Suspense fallback={<Skeleton h={320} role="status" aria-label={messages.resultTab.loadingChart} />}>
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
  const overTime = overTimeOf(pilot);
  const segments = pilot.segments.filter((segment) => isOf(segment, pilot.headline));
  const isEarlier = pilot.result_version !== null && pilot.result_version < pilot.design.version;
  return (
    <Stack gap="lg">
      {isEarlier && (
        <Alert
          color="amber"
          icon={<IconHistory size={18} aria-hidden />}
          title={messages.resultTab.earlierVersionsResult}
        >
          {messages.resultTab.thisWhatVersionCameVersion(
            pilot.result_version,
            pilot.design.version,
            <TextLink to="/pilots/$pilotId/work" params={{ pilotId: pilot.id }}>
              {messages.resultTab.seeWhatIsNext}
            </TextLink>,
          )}
        </Alert>
      )}
      <Panel title={messages.resultTab.numberThatMatters}>
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 7 }}>
            {headline === null ? (
              <Text size="sm" c="dimmed">
                {messages.resultTab.nothingIsMeasuredYet(
                  <TextLink to="/pilots/$pilotId/work" params={{ pilotId: pilot.id }}>
                    {messages.resultTab.seeWhatDoneNext}
                  </TextLink>,
                )}
              </Text>
            ) : (
              <EstimateFigure estimate={headline} />
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            {pilot.gate == null ? (
              <Text size="sm" c="dimmed">
                {messages.resultTab.gateHasNotDecidedYet}
              </Text>
            ) : (
              <GateVerdict gate={pilot.gate} hasRule />
            )}
          </Grid.Col>
        </Grid>
        <WhoWrote pilot={pilot} />
      </Panel>
      {headline !== null && overTime.length > 0 && (
        <Panel title={messages.overTime.title} anchor="over-time" hint={messages.overTime.hint}>
          <Suspense
            fallback={<Skeleton h={320} role="status" aria-label={messages.resultTab.loadingChart} />}
          >
            <OverTime effects={overTime} headline={headline} />
          </Suspense>
        </Panel>
      )}
      <Panel
        title={messages.resultTab.canItBeTrusted}
        anchor="trust"
        hint={messages.resultTab.canItBeTrustedHint}
      >
        <Stack gap="lg">
          <TrustChecks pilot={pilot} />
          <FurtherChecks pilot={pilot} />
        </Stack>
      </Panel>
      <Panel
        title={messages.resultTab.allComparisons}
        anchor="readout"
        hint={messages.resultTab.allComparisonsHint(intervalName(pilot.design.level))}
      >
        <Readout pilot={pilot} />
      </Panel>
      {segments.length > 0 && (
        <Panel
          title={messages.resultTab.whoItWorksFor}
          anchor="segments"
          hint={messages.resultTab.whoItWorksForHint}
        >
          <Segments segments={segments} />
        </Panel>
      )}
    </Stack>
  );
}
