import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { TextLink } from '../../components/TextLink';
import { actorWords, actWords } from '../../lib/act';
import { home } from '../../messages/home';

const words = home.changed;

/** The latest entries of the record, in words. */
export function ChangedPanel({ changed }: { changed: Schemas['HomeChange'][] }): JSX.Element {
  return (
    <Panel
      title={words.title}
      hint={words.hint}
      aside={
        <TextLink to="/record" size="sm" fw={600}>
          {words.link}
        </TextLink>
      }
    >
      {changed.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {changed.map((change, nth) => (
          // Somebody may do the same twice in one moment.
          <li key={`${change.at} ${change.action} ${change.subject} ${nth}`}>
            <Text size="sm">
              <b>{actorWords(change.actor)}</b> {actWords(change)}{' '}
              <Text span size="sm" c="dimmed">
                <Moment at={change.at} />
              </Text>
            </Text>
          </li>
        ))}
      </Stack>
    </Panel>
  );
}
