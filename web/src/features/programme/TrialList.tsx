import { Badge, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { IntervalBar } from '../../components/IntervalBar';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { asNamedSentence, nameAsWords, nameInSentence } from '../../lib/words';
import { programme as messages } from '../../messages/programme';

type Trial = Schemas['ProgrammeTrial'];

function TrialRow({ trial }: { trial: Trial }): JSX.Element {
  const {
    id,
    version,
    name,
    metric,
    unit,
    better,
    started_at,
    decision,
    lift_abs,
    ci_low,
    ci_high,
    level,
    withheld,
  } = trial;
  const isKnown = lift_abs != null && ci_low != null && ci_high != null && level != null;
  return (
    <Stack component="li" gap={6}>
      <Group justify="space-between" gap="xs">
        <TextLink to="/pilots/$pilotId" params={{ pilotId: id }} fw={600}>
          {name}
        </TextLink>
        <Badge variant="light" color={decision == null ? 'gray' : 'teal'}>
          {decision == null ? messages.trialList.notDecided : nameAsWords(decision)}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {messages.trialList.versionBegunJudgedBy(
          version,
          <Moment at={started_at} precision="day" />,
          nameInSentence(metric),
        )}
      </Text>
      {isKnown ? (
        <IntervalBar estimate={{ unit, better, level, lift_abs, ci_low, ci_high, truth: null }} />
      ) : (
        <Text size="sm">{asNamedSentence(withheld ?? messages.trialList.itsNumberIsNotKnown)}</Text>
      )}
    </Stack>
  );
}

/** Every released pilot with its headline number. */
export function TrialList({ trials }: { trials: Trial[] }): JSX.Element {
  return (
    <Panel title={messages.trialList.pilotByPilot} hint={messages.trialList.pilotByPilotHint}>
      <Stack component="ul" gap="xl" m={0} p={0} style={{ listStyle: 'none' }}>
        {trials.map((trial) => (
          <TrialRow key={`${trial.id} ${trial.version}`} trial={trial} />
        ))}
      </Stack>
    </Panel>
  );
}
