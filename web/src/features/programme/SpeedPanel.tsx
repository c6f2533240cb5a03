import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Panel } from '../../components/Panel';
import { formatCounted } from '../../lib/format';
import { asNamedSentence } from '../../lib/words';
import { Figure } from './Figure';

const days = (n: number): string => formatCounted(Math.round(n), 'day', 'days');

/** How fast the programme learns. */
export function SpeedPanel({ velocity }: { velocity: Schemas['Velocity'] }): JSX.Element {
  const { decided_per_month, days_to_decision, days_to_decision_min, days_to_decision_max, withheld } =
    velocity;
  const perMonth = decided_per_month == null ? null : decided_per_month.toFixed(1);
  const median = days_to_decision == null ? null : days(days_to_decision);
  return (
    <Panel title="How fast you learn" hint="From the first planned message to the decision of the gate.">
      <Stack gap={6}>
        <Figure value={median} whyUnknown={withheld ?? null}>
          to a decision, half of the time
        </Figure>
        {days_to_decision_min != null && days_to_decision_max != null && (
          <Text size="sm" className="tl-number">
            The fastest took {days(days_to_decision_min)}, the slowest {days(days_to_decision_max)}.
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {perMonth === null
            ? asNamedSentence(withheld ?? 'not known yet')
            : `${perMonth} decisions a month.`}
        </Text>
      </Stack>
    </Panel>
  );
}
