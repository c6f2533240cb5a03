import { List, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { TextLink } from '../../components/TextLink';
import { formatCount, formatCounted } from '../../lib/format';
import { asSentence } from '../../lib/words';
import type { Pilot } from './pilotQuery';

/** What became of every planned message, and why some did not go. */
export function ReleaseOutcome({ pilot }: { pilot: Pilot }): JSX.Element {
  const { count_proof: proof, suppressions } = pilot;
  const nWaiting = Math.max(0, proof.in_flight - proof.deferred);
  return (
    <Stack gap="sm" data-outcome>
      <Text size="sm">
        <strong>{formatCounted(proof.sent, 'message', 'messages')}</strong> of {formatCount(proof.planned)}{' '}
        planned went out; <strong>{formatCount(proof.holdout)}</strong>{' '}
        {proof.holdout === 1 ? 'person was' : 'people were'} held out.
      </Text>
      {nWaiting > 0 && (
        <Text size="sm">
          The release is not through with {formatCounted(nWaiting, 'person', 'people')} yet, those of the
          holdouts among them.
        </Text>
      )}
      {proof.deferred > 0 && (
        <Text size="sm">
          {formatCounted(proof.deferred, 'message waits', 'messages wait')} for quiet hours to end; the server
          sends them then by itself.
        </Text>
      )}
      {proof.suppressed + proof.rejected + proof.unknown > 0 && (
        <div>
          <Text size="sm" fw={600}>
            What did not go, and why
          </Text>
          <List size="sm" aria-label="What did not go">
            {suppressions.map(({ reason, n }) => (
              <List.Item key={reason}>
                {formatCount(n)}: {asSentence(reason)}
              </List.Item>
            ))}
            {proof.rejected > 0 && (
              <List.Item>{formatCount(proof.rejected)}: The inbox did not take the message.</List.Item>
            )}
            {proof.unknown > 0 && (
              <List.Item>{formatCount(proof.unknown)}: It is not known whether it arrived.</List.Item>
            )}
          </List>
        </div>
      )}
      <TextLink to="/pilots/$pilotId/inbox" params={{ pilotId: pilot.id }} size="sm">
        Read the messages in the inbox
      </TextLink>
    </Stack>
  );
}
