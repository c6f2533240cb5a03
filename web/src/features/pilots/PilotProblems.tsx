import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { JSX } from 'react';
import { asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { Pilot } from './pilotQuery';

/** What of a pilot cannot be used as it stands, each with what to do; nothing where all is well. */
export function PilotProblems({ problems }: { problems: Pilot['problems'] }): JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <Alert
      color="amber"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={messages.pilotProblems.somethingThisPilotCannotUsed}
      mb="lg"
    >
      <List size="sm" spacing={6}>
        {problems.map((problem) => (
          <List.Item key={`${problem.about} ${problem.why}`}>
            {asSentence(problem.why)}
            <Text size="sm" c="dimmed">
              {messages.pilotProblems.next(asSentence(problem.next_step))}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
