import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { formatCounted, formatRatio } from '../../lib/format';
import { Figure } from './Figure';

export interface WinRatePanelProps {
  rate: Schemas['WinRate'];
  nRunning: number;
}

/** How often the gate said scale. */
export function WinRatePanel({ rate, nRunning }: WinRatePanelProps): JSX.Element {
  const { share, ci_low, ci_high, n_decided, n_scaled, n_iterated, n_stopped, withheld } = rate;
  return (
    <Panel title="How often it works" hint="Pilots whose gate said scale, of all that were decided.">
      <Stack gap={6}>
        <Figure value={share == null ? null : formatRatio(share, 0)} whyUnknown={withheld ?? null}>
          of {formatCounted(n_decided, 'pilot', 'pilots')}
        </Figure>
        {ci_low != null && ci_high != null && (
          <Text size="sm" className="tl-number">
            The next one: between {formatRatio(ci_low, 0)} and {formatRatio(ci_high, 0)} likely, as far as so
            few can tell (95% interval).
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {n_scaled} to scale, {n_iterated} to try again, {n_stopped} stopped, {nRunning} not decided yet.
        </Text>
      </Stack>
    </Panel>
  );
}
