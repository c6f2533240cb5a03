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
import { formatDifference, type Unit } from '../lib/format';
import { asNamedSentence, nameAsWords, nameInSentence } from '../lib/words';
import { IntervalBar } from './IntervalBar';

function unitWords(unit: Unit): string {
  return unit === 'share' ? 'of people' : 'per person';
}

/** The one number that matters: big, with its interval drawn, or the reason why it is withheld. */
export function EstimateFigure({ estimate }: { estimate: Estimate }): JSX.Element {
  const shown = trusted(estimate);
  const label = `${estimate.metric_label}: ${nameAsWords(estimate.arm)} against ${nameInSentence(estimate.control)}`;
  if (shown === null) {
    return (
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Alert color="amber" icon={<IconLock size={18} aria-hidden />} title="This number is withheld">
          {asNamedSentence(estimate.withheld ?? 'the readout has no interval for it yet')}
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
        {intervalName(shown.level)} {formatDifference(ci_low, unit)} to {formatDifference(ci_high, unit)}
        <Text span c="dimmed">
          {', '}
          {intervalWords(shown)}
        </Text>
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
          ▾ True effect {formatDifference(truth, unit)}, known only because the data are simulated.
        </Text>
      )}
    </Stack>
  );
}
