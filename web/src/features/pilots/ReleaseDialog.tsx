import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { formatCount, formatCounted } from '../../lib/format';
import { asSentence } from '../../lib/words';
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
        {formatCounted(nToSend(foretold), 'person gets a message', 'people get a message')}
      </Text>
      <Text size="sm">
        Of {formatCounted(n_members, 'person', 'people')} in the audience,{' '}
        <strong data-n-held-out={n_held_out}>{formatCount(n_held_out)}</strong> are held out: they get
        nothing, so that the effect can be told.
        {n_sent > 0 && ` ${formatCount(n_sent)} had it before, and nobody gets it twice.`}
      </Text>
      <List size="sm" aria-label="Arms">
        {foretold.arms.map(({ arm, n_open, is_holdout }) => (
          <List.Item key={arm}>
            <ArmName name={arm} arms={arms} />: {formatCounted(n_open, 'person', 'people')}
            {is_holdout && ', who get nothing'}
          </List.Item>
        ))}
      </List>
      {nRefused > 0 && (
        <details>
          <summary>
            {formatCounted(nRefused, 'person gets nothing', 'people get nothing')} for other reasons
          </summary>
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
          The ramp lets more people in from <Moment at={foretold.next_step_at} /> on; release it again then.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        As the consents are at this moment. Each is asked again when its message goes, with quiet hours and
        the cap on messages.
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
    <Dialog isOpen onClose={onClose} title="Release this pilot?" centered size="lg">
      <Stack>
        {foretold.isPending && (
          <Skeleton h={160} radius="md" role="status" aria-label="Counting who gets a message" />
        )}
        {foretold.error !== null && (
          <ProblemNote problem={foretold.error} onRetry={() => void foretold.refetch()} />
        )}
        {foretold.data !== undefined && <Numbers foretold={foretold.data} arms={arms} />}
        <Text size="sm" fw={600}>
          A message that is out cannot be taken back. A release can be stopped on its way; what went out until
          then is out.
        </Text>
        {n === 0 && (
          <Text size="sm">
            Nobody would get a message now: widen the audience, or look at who agreed to be written to.
          </Text>
        )}
        {releasing.error !== null && <ProblemNote problem={releasing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Not now
          </Button>
          {n !== null && n > 0 && (
            <Button loading={releasing.isPending} onClick={() => releasing.mutate(undefined)}>
              Send to {formatCounted(n, 'person', 'people')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
