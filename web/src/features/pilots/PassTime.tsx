import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFlask2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { formatDate } from '../../lib/format';
import { useMay } from '../../lib/useMay';
import { pilots as messages } from '../../messages/pilots';
import { usePilotChange } from './usePilotChange';
import { passTime } from './work';

export interface PassTimeProps {
  pilotId: string;
  /** The date of the simulated workspace. */
  now: string;
  to: string;
}

/** The way on where a simulated workspace waits for a date: its own stands still. */
export function PassTime({ pilotId, now, to }: PassTimeProps): JSX.Element {
  const may = useMay('make');
  const queryClient = useQueryClient();
  const router = useRouter();
  const passing = usePilotChange(pilotId, async () => {
    const passed = await passTime(to);
    // The session carries the date of the workspace.
    await queryClient.invalidateQueries({ queryKey: ['session'] });
    await router.invalidate();
    return passed;
  });
  return (
    <Stack gap="sm" data-pass-time>
      <Text size="sm" c="dimmed">
        {messages.passTime.thisWorldSimulatedHereDate(<Moment at={now} />)}
      </Text>
      {passing.error !== null && <ProblemNote problem={passing.error} />}
      {may.isAllowed && (
        <Group>
          <Button
            variant="default"
            leftSection={<IconFlask2 size={16} aria-hidden />}
            loading={passing.isPending}
            onClick={() => passing.mutate(undefined)}
          >
            {messages.passTime.letTheDaysPassUntil(formatDate(to))}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
