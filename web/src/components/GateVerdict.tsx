import { Box, Group, List, Stack, Text } from '@mantine/core';
import { IconArrowUpRight, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { asNamedSentence } from '../lib/words';
import { components as messages } from '../messages/components';
import { Moment } from './Moment';

type Decision = Schemas['GateDecision'];

interface DecisionLook {
  word: string;
  meaning: string;
  colour: string;
  ground: string;
  icon: JSX.Element;
}

/** How a decision is shown. */
function lookOf(decision: Decision): DecisionLook {
  const icon = { size: 20, stroke: 2, 'aria-hidden': true } as const;
  switch (decision) {
    case 'scale':
      return {
        word: messages.gateVerdict.scale,
        meaning: messages.gateVerdict.worksGiveMorePeople,
        colour: 'var(--tl-good)',
        ground: 'var(--tl-good-ground)',
        icon: <IconArrowUpRight {...icon} />,
      };
    case 'iterate':
      return {
        word: messages.gateVerdict.iterate,
        meaning: messages.gateVerdict.notSettledChangeSomethingTry,
        colour: 'var(--tl-open)',
        ground: 'var(--tl-open-ground)',
        icon: <IconRefresh {...icon} />,
      };
    case 'stop':
      return {
        word: messages.gateVerdict.stop,
        meaning: messages.gateVerdict.itDoesHarmEndIt,
        colour: 'var(--tl-bad)',
        ground: 'var(--tl-bad-ground)',
        icon: <IconPlayerStop {...icon} />,
      };
  }
}

/** A decision in a word. */
export function verdictWord(decision: Decision): string {
  return lookOf(decision).word;
}

/** The same within a sentence. */
export function verdictInSentence(decision: Decision): string {
  return messages.gateVerdict.within[decision];
}

export interface GateVerdictProps {
  gate: Schemas['Gate'];
  /** Who let the gate decide, where that is known. */
  by?: string | null;
  /** Shows the rule, too. */
  hasRule?: boolean;
}

/** What the gate rule decided, and why. */
export function GateVerdict({ gate, by = null, hasRule = false }: GateVerdictProps): JSX.Element {
  const look = lookOf(gate.decision);
  return (
    <Stack gap="sm">
      <Box bg={look.ground} c={look.colour} p="md" style={{ borderRadius: 10 }}>
        <Text size="sm" fw={600}>
          {messages.gateVerdict.gateDecision}
        </Text>
        <Group gap={6} align="center">
          {look.icon}
          <Text component="span" fz={26} fw={650} lh={1.25} data-decision={gate.decision}>
            {look.word}
          </Text>
        </Group>
        <Text size="sm">{look.meaning}</Text>
      </Box>
      <List size="sm" spacing={4} listStyleType="disc" aria-label={messages.gateVerdict.reasons}>
        {gate.reasons.map((reason) => (
          <List.Item key={reason}>{asNamedSentence(reason)}</List.Item>
        ))}
      </List>
      {hasRule && (
        <Box>
          <Text size="sm" fw={600}>
            {messages.gateVerdict.ruleWrittenBeforePilotBegan}
          </Text>
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
            {asNamedSentence(gate.rule_text)}
          </Text>
        </Box>
      )}
      {gate.note !== '' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          “{gate.note}”
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {messages.gateVerdict.decided(by !== null && messages.gateVerdict.byOn(by), <Moment at={gate.at} />)}
      </Text>
    </Stack>
  );
}
