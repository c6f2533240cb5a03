import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { JSX } from 'react';
import {
  trusted,
  verdictColour,
  verdictOf,
  intervalName,
  intervalWords,
  type Estimate,
} from '../lib/estimate';
import { formatDifference, isUnnamedMoney, type Unit } from '../lib/format';
import { asNamedSentence, nameAsWords, nameInSentence } from '../lib/words';
import { components as messages } from '../messages/components';
import { IntervalBar } from './IntervalBar';

function unitWords(unit: Unit): string {
  if (isUnnamedMoney(unit)) return messages.estimateFigure.perPersonOfNoCurrency;
  return unit === 'share' ? messages.estimateFigure.ofPeople : messages.estimateFigure.perPerson;
}

/** The one number that matters: big, with its interval drawn, or the reason why it is withheld. */
export function EstimateFigure({ estimate }: { estimate: Estimate }): JSX.Element {
  const shown = trusted(estimate);
  const label = messages.estimateFigure.against(
    estimate.metric_label,
    nameAsWords(estimate.arm),
    nameInSentence(estimate.control),
  );
  if (shown === null) {
    return (
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Alert
          color="amber"
          icon={<IconLock size={18} aria-hidden />}
          title={messages.estimateFigure.thisNumberIsWithheld}
        >
          {asNamedSentence(estimate.withheld ?? messages.estimateFigure.readoutHasNoIntervalFor)}
        </Alert>
      </Stack>
    );
  }
  const { unit, lift_abs, ci_low, ci_high, truth, sentence } = shown;
  const verdict = verdictOf(shown);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group align="baseline" gap="sm">
        <Text
          component="span"
          fz={{ base: 44, sm: 56 }}
          fw={650}
          lh={1}
          lts="-0.03em"
          className="tl-number"
          c={verdictColour(verdict)}
        >
          {formatDifference(lift_abs, unit)}
        </Text>
        <Text component="span" c="dimmed">
          {unitWords(unit)}
        </Text>
      </Group>
      <Text size="sm" className="tl-number">
        {messages.estimateFigure.to(
          intervalName(shown.level),
          formatDifference(ci_low, unit),
          formatDifference(ci_high, unit),
          <Text span c="dimmed">
            {', '}
            {intervalWords(shown)}
          </Text>,
        )}
      </Text>
      <IntervalBar estimate={shown} />
      <Text size="sm">{asNamedSentence(sentence)}</Text>
      {shown.forecast != null && (
        <Text size="sm" c="dimmed">
          {asNamedSentence(shown.forecast)}
        </Text>
      )}
      {truth != null && (
        <Text size="sm" c="var(--tl-truth)">
          {messages.estimateFigure.trueEffectKnownOnlyBecause(formatDifference(truth, unit))}
        </Text>
      )}
    </Stack>
  );
}
