import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { asSentence, channelWords, nameAsWords } from '../../lib/words';

type Item = Schemas['Received'];

function stateWords(state: string, isHoldout: boolean): string {
  if (isHoldout || state === 'held_out') return 'Held out: got nothing';
  switch (state) {
    case 'sent':
      return 'Sent';
    case 'suppressed':
      return 'Not sent';
    case 'rejected':
      return 'Rejected on the way';
    case 'deferred':
      return 'Waits for its hour';
    case 'unknown':
      return 'Not known whether it arrived';
    default:
      return 'On its way';
  }
}

/** What campaigns did with a person: what they got, in which arm, and what was refused and why. */
export function Received({ items }: { items: Item[] }): JSX.Element {
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No campaign has planned this person yet.
      </Text>
    );
  }
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {items.map((item) => (
        <li key={`${item.pilot} ${item.version} ${item.at}`} data-state={item.state}>
          <Text size="sm" fw={600}>
            {stateWords(item.state, item.is_holdout)}
            {item.subject !== '' && item.state === 'sent' && `: “${item.subject}”`}
          </Text>
          <Text size="sm" c="dimmed">
            <TextLink to="/pilots/$pilotId" params={{ pilotId: item.pilot }} size="sm">
              {nameAsWords(item.pilot)}
            </TextLink>
            {item.version > 1 && `, version ${item.version}`}, arm {nameAsWords(item.arm)}, by{' '}
            {channelWords(item.channel).toLowerCase()}
            {item.at != null && (
              <>
                , <Moment at={item.at} />
              </>
            )}
          </Text>
          {item.why_not != null && (
            <Text size="sm" c="var(--tl-bad)">
              {asSentence(item.why_not)}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
