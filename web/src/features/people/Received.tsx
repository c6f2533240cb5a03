import { Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { asSentence, channelInSentence, nameAsWords } from '../../lib/words';
import { people as messages } from '../../messages/people';

type Item = Schemas['Received'];

function stateWords(state: string, isHoldout: boolean): string {
  if (isHoldout || state === 'held_out') return messages.received.heldOutGotNothing;
  switch (state) {
    case 'sent':
      return messages.received.sent;
    case 'suppressed':
      return messages.received.notSent;
    case 'rejected':
      return messages.received.rejectedOnTheWay;
    case 'deferred':
      return messages.received.waitsForItsHour;
    case 'unknown':
      return messages.received.notKnownWhetherItArrived;
    default:
      return messages.received.onItsWay;
  }
}

/** What campaigns did with a person: what they got, in which arm, and what was refused and why. */
export function Received({ items }: { items: Item[] }): JSX.Element {
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {messages.received.noCampaignHasPlannedThis}
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
            {messages.received.armBy(
              <TextLink to="/pilots/$pilotId" params={{ pilotId: item.pilot }} size="sm">
                {nameAsWords(item.pilot)}
              </TextLink>,
              item.version > 1 && messages.received.version(item.version),
              nameAsWords(item.arm),
              channelInSentence(item.channel),
              item.at != null && (
                <>
                  , <Moment at={item.at} />
                </>
              ),
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
