import { Button, Group, Stack, Text } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import type { JSX } from 'react';
import { EstimateFigure } from '../../components/EstimateFigure';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { WhyNot } from '../../components/WhyNot';
import { headlineOf } from '../../lib/estimate';
import { useMay } from '../../lib/useMay';
import { pilots as messages } from '../../messages/pilots';
import { PassTime } from './PassTime';
import type { Pilot } from './pilotQuery';
import { startReadout } from './startJob';
import { StepJob } from './StepJob';
import type { Step } from './stepStates';
import { usePilotChange } from './usePilotChange';
import type { PilotWork } from './workQuery';

export interface ReadoutStepProps {
  pilot: Pilot;
  work: PilotWork;
  step: Step;
}

/** Counts the outcomes by arm once they are in; before that it says when. */
export function ReadoutStep({ pilot, work, step }: ReadoutStepProps): JSX.Element {
  const may = useMay('judge');
  const reading = usePilotChange(pilot.id, () => startReadout(pilot.id));
  const { job, why_not } = work.steps.readout;
  const isOwn = pilot.result_version === pilot.design.version;
  const headline = isOwn ? headlineOf(pilot.readout, pilot.headline) : null;
  const canRead = may.isAllowed && why_not === null && step.state !== 'running';
  const isDone = step.state === 'done';
  return (
    <Stack gap="md">
      <Text size="sm">
        {messages.readoutStep.outcomesCountForAfterMessage(pilot.design.outcome_window_days, pilot.analysis)}
      </Text>
      <StepJob pilotId={pilot.id} job={job} again={null} />
      {work.read_out_at !== null && !isDone && (
        <Text size="sm">{messages.readoutStep.lookedAtBeforeItsEnd(<Moment at={work.read_out_at} />)}</Text>
      )}
      {headline !== null && <EstimateFigure estimate={headline} />}
      {work.read_out_at !== null && (
        <TextLink to="/pilots/$pilotId" params={{ pilotId: pilot.id }} size="sm">
          {messages.readoutStep.wholeResultWithChecksTrust}
        </TextLink>
      )}
      {step.from !== null && work.steps.is_simulated && (
        <PassTime pilotId={pilot.id} now={work.steps.now} to={step.from} />
      )}
      {reading.error !== null && <ProblemNote problem={reading.error} />}
      {canRead && (
        <Group>
          <Button
            leftSection={<IconChartDots size={16} aria-hidden />}
            variant={isDone ? 'default' : 'filled'}
            loading={reading.isPending}
            onClick={() => reading.mutate(undefined)}
          >
            {work.read_out_at === null ? messages.readoutStep.readOut : messages.readoutStep.readOutAgain}
          </Button>
        </Group>
      )}
      {!isDone && <WhyNot act="judge" />}
    </Stack>
  );
}
