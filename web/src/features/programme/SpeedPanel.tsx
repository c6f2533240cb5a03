import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { formatNumber } from '../../lib/format';
import { asNamedSentence } from '../../lib/words';
import { programme as messages } from '../../messages/programme';
import { Figure } from './Figure';

const days = (n: number): string => messages.speedPanel.nDays(Math.round(n));

/** How fast the programme learns. */
export function SpeedPanel({ velocity }: { velocity: Schemas['Velocity'] }): JSX.Element {
  const { decided_per_month, days_to_decision, days_to_decision_min, days_to_decision_max, withheld } =
    velocity;
  const perMonth = decided_per_month == null ? null : formatNumber(decided_per_month, 1);
  const median = days_to_decision == null ? null : days(days_to_decision);
  return (
    <Panel title={messages.speedPanel.howFastYouLearn} hint={messages.speedPanel.howFastYouLearnHint}>
      <Stack gap={6}>
        <Figure value={median} whyUnknown={withheld ?? null}>
          {messages.speedPanel.decisionHalfTime}
        </Figure>
        {days_to_decision_min != null && days_to_decision_max != null && (
          <Text size="sm" className="tl-number">
            {messages.speedPanel.fastestTookTheSlowest(
              days(days_to_decision_min),
              days(days_to_decision_max),
            )}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {perMonth === null
            ? asNamedSentence(withheld ?? messages.speedPanel.notKnownYet)
            : messages.speedPanel.decisionsAMonth(perMonth)}
        </Text>
      </Stack>
    </Panel>
  );
}
