import { Alert, Grid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EstimateFigure } from '../../components/EstimateFigure';
import { Panel } from '../../components/Panel';
import { formatCount, formatCounted, formatRatio } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';

type Holdout = Schemas['ProgrammeHoldout'];

function unitWords(unit: string): string {
  return unit === 'person' ? 'people' : `${unit}s`;
}

function HoldoutReadout({ holdout }: { holdout: Holdout }): JSX.Element {
  const from = holdout.programme == null ? 'everything' : nameInSentence(holdout.programme);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {formatRatio(holdout.ratio, 0)} of {unitWords(holdout.unit)} got nothing of {from} in {holdout.period}
        : {formatCount(holdout.n_held_out)} of them against {formatCount(holdout.n_reached)} who were reached,
        each for {formatCounted(holdout.outcome_window_days, 'day', 'days')} from their first time.
      </Text>
      {holdout.withheld != null && <Text size="sm">{asNamedSentence(holdout.withheld)}</Text>}
      <Grid gap="xl">
        {holdout.estimates.map((estimate) => (
          <Grid.Col key={estimate.metric} span={{ base: 12, md: 6 }}>
            <EstimateFigure estimate={estimate} />
          </Grid.Col>
        ))}
      </Grid>
    </Stack>
  );
}

export interface WholeEffectProps {
  holdouts: Holdout[];
  /** Why there is no effect against a global holdout. */
  whyUnknown: string | null;
}

/** The whole programme against the people who got nothing of it. */
export function WholeEffect({ holdouts, whyUnknown }: WholeEffectProps): JSX.Element {
  const hasGlobal = holdouts.some((holdout) => holdout.programme == null);
  return (
    <Panel
      title="What all of it changed"
      hint="People who were reached by anything, against those held out from everything."
    >
      <Stack gap="xl">
        {!hasGlobal && whyUnknown !== null && (
          <Alert color="gray" icon={<IconInfoCircle size={18} aria-hidden />} title="Not known">
            {asNamedSentence(whyUnknown)}
          </Alert>
        )}
        {holdouts.map((holdout) => (
          <HoldoutReadout key={`${holdout.programme ?? ''} ${holdout.period}`} holdout={holdout} />
        ))}
      </Stack>
    </Panel>
  );
}
