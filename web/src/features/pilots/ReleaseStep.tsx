import { Button, Group, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { nameInSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { PassTime } from './PassTime';
import type { Pilot } from './pilotQuery';
import { ReleaseDialog } from './ReleaseDialog';
import { ReleaseOutcome } from './ReleaseOutcome';
import { StepJob } from './StepJob';
import type { Step } from './stepStates';
import type { PilotWork } from './workQuery';

export interface ReleaseStepProps {
  pilot: Pilot;
  work: PilotWork;
  step: Step;
  /** Whether it is asked whether to send. */
  isAsking: boolean;
  onAsk: (isAsking: boolean) => void;
}

/** Sends what was approved: first how many get it, then how far it is, then what was refused and why. */
export function ReleaseStep({ pilot, work, step, isAsking, onAsk }: ReleaseStepProps): JSX.Element {
  const may = useMay('release');
  const { job, why_not } = work.steps.release;
  // What is planned already is gone on with; before that it is asked anew who would get a message.
  const isStopped = work.is_released && job !== null && job.may_start_again && step.state !== 'done';
  const canAsk = may.isAllowed && why_not === null && step.state !== 'running' && !isStopped;
  const isDone = step.state === 'done';
  return (
    <Stack gap="md">
      {!work.is_released && (
        <Text size="sm">
          {messages.releaseStep.audienceFixedEachPersonDealt(
            pilot.design.arms.map(({ name }) => nameInSentence(name)).join(', '),
            work.review !== null && (
              <> {messages.releaseStep.plannedFor(<Moment at={work.review.send_at} />)}</>
            ),
          )}
        </Text>
      )}
      <StepJob
        pilotId={pilot.id}
        job={job}
        again={isStopped ? messages.releaseStep.continueTheRelease : null}
      />
      {work.is_released && <ReleaseOutcome pilot={pilot} />}
      {step.from !== null && work.steps.is_simulated && (
        <PassTime pilotId={pilot.id} now={work.steps.now} to={step.from} />
      )}
      {canAsk && (
        <Group>
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            variant={isDone ? 'default' : 'filled'}
            onClick={() => onAsk(true)}
          >
            {work.is_released ? messages.releaseStep.releaseAgain : messages.releaseStep.release}
          </Button>
        </Group>
      )}
      {canAsk && isDone && (
        <Text size="sm" c="dimmed">
          {messages.releaseStep.reachesWhoCameIntoAudience}
        </Text>
      )}
      {!isDone && <WhyNot act="release" />}
      {isAsking && canAsk && (
        <ReleaseDialog pilotId={pilot.id} arms={pilot.design.arms} onClose={() => onAsk(false)} />
      )}
    </Stack>
  );
}
