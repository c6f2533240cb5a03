import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { AddressLink } from '../../components/AddressLink';
import { Panel } from '../../components/Panel';
import { home } from '../../messages/home';
import { stepsOf } from './firstHour';

const words = home.firstHour;

/** From nothing to a decision, step by step. */
export function FirstHourPanel({ state }: { state: Schemas['FirstHour'] }): JSX.Element {
  const steps = stepsOf(state);
  const nDone = steps.filter(({ isDone }) => isDone).length;
  const next = steps.find(({ isDone }) => !isDone)?.id;
  return (
    <Panel title={words.title} hint={words.hint(nDone, steps.length)}>
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {steps.map(({ id, title, how, href, isDone }, nth) => (
          <Group
            component="li"
            key={id}
            wrap="nowrap"
            align="flex-start"
            gap="sm"
            data-step={id}
            data-done={isDone}
          >
            <ThemeIcon
              size={22}
              radius="xl"
              mt={2}
              color={isDone ? 'var(--tl-good-ground)' : 'var(--tl-open-ground)'}
              c={isDone ? 'var(--tl-good)' : 'var(--tl-open)'}
            >
              {isDone ? (
                <IconCheck size={14} stroke={3} aria-hidden />
              ) : (
                <Text span size="xs" fw={700}>
                  {nth + 1}
                </Text>
              )}
            </ThemeIcon>
            <div>
              <Group gap="xs">
                <AddressLink href={href} fw={id === next ? 700 : 500}>
                  {title}
                </AddressLink>
                {isDone && <span className="tl-unseen">{words.isDone}</span>}
                {id === next && (
                  <Text span size="xs" fw={700} c="var(--tl-good)">
                    {words.next}
                  </Text>
                )}
              </Group>
              {!isDone && (
                <Text size="sm" c="dimmed">
                  {how}
                </Text>
              )}
            </div>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
