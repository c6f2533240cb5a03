import { Alert, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount } from '../../lib/count';
import { asNamedSentence, asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { ArmName } from './ArmName';
import type { Arm } from './pilotQuery';
import { startRelease } from './startJob';
import { usePilotChange } from './usePilotChange';
import { foretoldQuery, type Foretold } from './workQuery';

/** The people who would get a message in all, those who had it before left out. */
function nToSend({ n_messages, n_sent }: Foretold): number {
  return Math.max(0, n_messages - n_sent);
}

function Numbers({ foretold, arms }: { foretold: Foretold; arms: Arm[] }): JSX.Element {
  const { n_members, n_held_out, n_sent, refusals } = foretold;
  const nRefused = refusals.reduce((sum, { n }) => sum + n, 0);
  return (
    <Stack gap="sm">
      <Text fz={22} fw={650} lh={1.2} data-n-messages={nToSend(foretold)}>
        {messages.releaseDialog.nPeopleGetAMessage(nToSend(foretold))}
      </Text>
      <Text size="sm">
        {messages.releaseDialog.audienceHeldOutTheyGet(
          n_members,
          <strong data-n-held-out={n_held_out}>{formatCount(n_held_out)}</strong>,
          n_sent > 0 && messages.releaseDialog.hadBeforeNobodyGetsTwice(formatCount(n_sent)),
        )}
      </Text>
      <List size="sm" listStyleType="none" aria-label={messages.releaseDialog.arms}>
        {foretold.arms.map(({ arm, n_open, is_holdout }) => (
          <List.Item key={arm}>
            <ArmName name={arm} arms={arms} />: {messages.releaseDialog.nPeople(n_open)}
            {is_holdout && messages.releaseDialog.whoGetNothing}
          </List.Item>
        ))}
      </List>
      {nRefused > 0 && (
        <details>
          <Text component="summary" size="sm">
            {messages.releaseDialog.forOtherReasons(nRefused)}
          </Text>
          <List size="sm" mt="xs">
            {refusals.map(({ reason, n }) => (
              <List.Item key={reason}>
                {formatCount(n)}: {asSentence(reason)}
              </List.Item>
            ))}
          </List>
        </details>
      )}
      {foretold.next_step_at !== null && (
        <Text size="sm">
          {messages.releaseDialog.rampLetsMorePeopleFrom(<Moment at={foretold.next_step_at} />)}
        </Text>
      )}
      {foretold.too_small !== null && (
        <Alert color="amber" title={messages.releaseDialog.nobodyWillKnow} data-too-small>
          {asNamedSentence(foretold.too_small)}
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        {messages.releaseDialog.asConsentsAtThisMoment}
      </Text>
    </Stack>
  );
}

export interface ReleaseDialogProps {
  pilotId: string;
  arms: Arm[];
  onClose: () => void;
}

/** Says what a release does, and that it cannot be taken back, before it is commanded. */
export function ReleaseDialog({ pilotId, arms, onClose }: ReleaseDialogProps): JSX.Element {
  const foretold = useQuery(foretoldQuery(pilotId));
  const releasing = usePilotChange(pilotId, () => startRelease(pilotId), onClose);
  const n = foretold.data === undefined ? null : nToSend(foretold.data);
  return (
    <Dialog isOpen onClose={onClose} title={messages.releaseDialog.releaseThisPilot} centered size="lg">
      <Stack>
        {foretold.isPending && (
          <Skeleton
            h={160}
            radius="md"
            role="status"
            aria-label={messages.releaseDialog.countingWhoGetsAMessage}
          />
        )}
        {foretold.error !== null && (
          <ProblemNote problem={foretold.error} onRetry={() => void foretold.refetch()} />
        )}
        {foretold.data !== undefined && <Numbers foretold={foretold.data} arms={arms} />}
        <Text size="sm" fw={600}>
          {messages.releaseDialog.messageOutCannotTakenBack}
        </Text>
        {n === 0 && <Text size="sm">{messages.releaseDialog.nobodyWouldGetMessageNow}</Text>}
        {releasing.error !== null && <ProblemNote problem={releasing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {messages.releaseDialog.notNow}
          </Button>
          {n !== null && n > 0 && (
            <Button loading={releasing.isPending} onClick={() => releasing.mutate(undefined)}>
              {messages.releaseDialog.sendTo(n)}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
