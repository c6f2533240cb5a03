import { Alert, Grid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EstimateFigure } from '../../components/EstimateFigure';
import { Panel } from '../../components/Panel';
import { formatCount } from '../../lib/count';
import { formatRatio } from '../../lib/format';
import { asNamedSentence, nameInSentence } from '../../lib/words';
import { programme as messages } from '../../messages/programme';

type Holdout = Schemas['ProgrammeHoldout'];

function unitWords(unit: string): string {
  return unit === 'person' ? messages.wholeEffect.people : `${unit}s`;
}

function HoldoutReadout({ holdout }: { holdout: Holdout }): JSX.Element {
  const from =
    holdout.programme == null ? messages.wholeEffect.everything : nameInSentence(holdout.programme);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {messages.wholeEffect.gotNothingThemAgainstWho(
          formatRatio(holdout.ratio, 0),
          unitWords(holdout.unit),
          from,
          holdout.period,
          formatCount(holdout.n_held_out),
          formatCount(holdout.n_reached),
          holdout.outcome_window_days,
        )}
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
    <Panel title={messages.wholeEffect.whatAllOfItChanged} hint={messages.wholeEffect.whatAllOfItChangedHint}>
      <Stack gap="xl">
        {!hasGlobal && whyUnknown !== null && (
          <Alert
            color="gray"
            icon={<IconInfoCircle size={18} aria-hidden />}
            title={messages.wholeEffect.notKnown}
          >
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
