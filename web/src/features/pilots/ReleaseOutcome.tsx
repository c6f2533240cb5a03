import { List, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { TextLink } from '../../components/TextLink';
import { formatCount } from '../../lib/count';
import { asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { Pilot } from './pilotQuery';

/** What became of every planned message, and why some did not go. */
export function ReleaseOutcome({ pilot }: { pilot: Pilot }): JSX.Element {
  const { count_proof: proof, suppressions } = pilot;
  const nWaiting = Math.max(0, proof.in_flight - proof.deferred);
  return (
    <Stack gap="sm" data-outcome>
      <Text size="sm">
        {messages.releaseOutcome.plannedWentOutHeldOut(
          <strong>{messages.releaseOutcome.nMessages(proof.sent)}</strong>,
          formatCount(proof.planned),
          <strong>{formatCount(proof.holdout)}</strong>,
          proof.holdout,
        )}
      </Text>
      {nWaiting > 0 && <Text size="sm">{messages.releaseOutcome.releaseNotThroughWithYet(nWaiting)}</Text>}
      {proof.deferred > 0 && (
        <Text size="sm">{messages.releaseOutcome.forQuietHoursEndServer(proof.deferred)}</Text>
      )}
      {suppressions.length + proof.rejected + proof.unknown > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {messages.releaseOutcome.whatDidNotGoWhy}
          </Text>
          <List size="sm" aria-label={messages.releaseOutcome.whatDidNotGo}>
            {suppressions.map(({ reason, n, n_holdout }) => (
              <List.Item key={reason}>
                {formatCount(n)}: {asSentence(reason)}
                {n_holdout > 0 && ` ${messages.releaseOutcome.andOfHoldouts(n_holdout)}`}
              </List.Item>
            ))}
            {proof.rejected > 0 && (
              <List.Item>
                {messages.releaseOutcome.inboxDidNotTakeMessage(formatCount(proof.rejected))}
              </List.Item>
            )}
            {proof.unknown > 0 && (
              <List.Item>
                {messages.releaseOutcome.notKnownWhetherArrived(formatCount(proof.unknown))}
              </List.Item>
            )}
          </List>
        </div>
      )}
      <TextLink to="/pilots/$pilotId/inbox" params={{ pilotId: pilot.id }} size="sm">
        {messages.releaseOutcome.readMessagesInbox}
      </TextLink>
    </Stack>
  );
}
