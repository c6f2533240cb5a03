import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { formatRatio } from '../../lib/format';
import { programme as messages } from '../../messages/programme';
import { Figure } from './Figure';

export interface WinRatePanelProps {
  rate: Schemas['WinRate'];
  nRunning: number;
}

/** How often the gate said scale. */
export function WinRatePanel({ rate, nRunning }: WinRatePanelProps): JSX.Element {
  const { share, ci_low, ci_high, n_decided, n_scaled, n_iterated, n_stopped, withheld } = rate;
  return (
    <Panel title={messages.winRatePanel.howOftenItWorks} hint={messages.winRatePanel.howOftenItWorksHint}>
      <Stack gap={6}>
        <Figure value={share == null ? null : formatRatio(share, 0)} whyUnknown={withheld ?? null}>
          {messages.winRatePanel.of(n_decided)}
        </Figure>
        {ci_low != null && ci_high != null && (
          <Text size="sm" className="tl-number">
            {messages.winRatePanel.nextOneBetweenLikelyAs(formatRatio(ci_low, 0), formatRatio(ci_high, 0))}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {messages.winRatePanel.scaleTryAgainStoppedNot(n_scaled, n_iterated, n_stopped, nRunning)}
        </Text>
      </Stack>
    </Panel>
  );
}
