import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { pilots } from '../../messages/pilots';
import { ArmName } from './ArmName';
import { authorWords, isByModel, isCalledAi } from './authorWords';
import type { Pilot } from './pilotQuery';

const messages = pilots.whoWrote;

/** Who wrote what the result is of; an arm that is called AI and has no line of a model is told apart from one that has. */
export function WhoWrote({ pilot }: { pilot: Pilot }): JSX.Element | null {
  const { arms } = pilot.design;
  const sent = pilot.messages.filter(({ arm }) =>
    arms.some(({ name, role }) => name === arm && role !== 'holdout'),
  );
  if (sent.length === 0) return null;
  const promising = sent.filter((message) => isCalledAi(message.arm) && !isByModel(message));
  return (
    <Stack gap={4} mt="lg" data-authors>
      <Text size="sm" fw={600}>
        {messages.whoWroteTheLines}
      </Text>
      {sent.map((message) => (
        <Text key={message.arm} size="sm">
          <ArmName name={message.arm} arms={arms} />: {authorWords(message)}.
        </Text>
      ))}
      {promising.map(({ arm }) => (
        <Text key={arm} size="sm" c="var(--tl-warn)" data-only-called={arm}>
          {messages.onlyCalled(<ArmName name={arm} arms={arms} />)}
        </Text>
      ))}
    </Stack>
  );
}
