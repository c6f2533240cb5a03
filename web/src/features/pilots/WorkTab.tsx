import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, type JSX } from 'react';
import { ProblemNote } from '../../components/ProblemNote';
import { pilots as messages } from '../../messages/pilots';
import { GateStep } from './GateStep';
import { LinesStep } from './LinesStep';
import type { Pilot } from './pilotQuery';
import { ReadoutStep } from './ReadoutStep';
import { ReleaseStep } from './ReleaseStep';
import { ReviewStep } from './ReviewStep';
import { StepFrame } from './StepFrame';
import { leftOf, nextOf, STEPS, stepsOf, titleOf, type Step, type StepId } from './stepStates';
import { summaryOf } from './StepSummary';
import { usePilot } from './usePilot';
import { workQuery, type PilotWork } from './workQuery';

/** The address of a page on which every step is closed. */
const NONE = 'none';

interface BodyProps {
  id: StepId;
  pilot: Pilot;
  work: PilotWork;
  step: Step;
  isAsking: boolean;
  onAsk: (isAsking: boolean) => void;
}

function StepBody({ id, pilot, work, step, isAsking, onAsk }: BodyProps): JSX.Element | null {
  switch (id) {
    case 'lines':
      return <LinesStep pilotId={pilot.id} work={work} />;
    case 'review':
      return work.review === null ? (
        <Text size="sm">{messages.workTab.anotherMemberReadsWordFor}</Text>
      ) : (
        <ReviewStep
          pilotId={pilot.id}
          review={work.review}
          arms={pilot.design.arms}
          isReleased={work.is_released}
        />
      );
    case 'release':
      return <ReleaseStep pilot={pilot} work={work} step={step} isAsking={isAsking} onAsk={onAsk} />;
    case 'readout':
      return <ReadoutStep pilot={pilot} work={work} step={step} />;
    case 'gate':
      return <GateStep pilot={pilot} work={work} step={step} />;
  }
}

function Steps({ pilot, work }: { pilot: Pilot; work: PilotWork }): JSX.Element {
  const { step: chosen, ask } = useSearch({ from: '/_member/pilots/$pilotId/work' });
  const navigate = useNavigate({ from: '/pilots/$pilotId/work' });
  const steps = stepsOf(work, leftOf(pilot.count_proof));
  const next = nextOf(steps);
  const open = chosen ?? next ?? 'gate';
  const before = useRef(next);
  useEffect(() => {
    if (before.current === next) return;
    before.current = next;
    // What comes next opens by itself, and who works with the keyboard is taken along: the button they pressed is gone.
    void navigate({ search: {}, replace: true, resetScroll: false });
    if (document.activeElement === document.body) document.getElementById(`step-${next ?? 'gate'}`)?.focus();
  }, [next, navigate]);
  /** The step that had the focus last. */
  const at = useRef<string | null>(null);
  useEffect(() => {
    // What was done may take the button away that did it, also where no other step comes next.
    if (at.current !== null && document.activeElement === document.body) {
      document.getElementById(`step-${at.current}`)?.focus();
    }
  });
  const go = (search: { step?: string; ask?: string }): void => {
    void navigate({ search, resetScroll: false });
  };
  return (
    <>
      <p className="tl-unseen" role="status">
        {next === null ? messages.workTab.everyStepIsDone : messages.workTab.next(titleOf(next))}
      </p>
      <Stack
        gap="md"
        component="ol"
        m={0}
        p={0}
        style={{ listStyle: 'none' }}
        aria-label={messages.workTab.steps}
        onFocus={(event) => {
          at.current = event.target.closest<HTMLElement>('[data-step]')?.dataset['step'] ?? null;
        }}
      >
        {STEPS.map((id, i) => (
          <li key={id}>
            <StepFrame
              id={id}
              title={titleOf(id)}
              nth={i + 1}
              step={steps[id]}
              isNext={id === next}
              isOpen={open === id}
              onToggle={() => go({ step: open === id ? NONE : id })}
              summary={summaryOf(id, steps[id], work, pilot)}
            >
              <StepBody
                id={id}
                pilot={pilot}
                work={work}
                step={steps[id]}
                isAsking={ask === 'release'}
                onAsk={(isAsking) => go(isAsking ? { step: 'release', ask: 'release' } : { step: 'release' })}
              />
            </StepFrame>
          </li>
        ))}
      </Stack>
    </>
  );
}

/** The place where the work on a pilot is done, step by step. */
export function WorkTab(): JSX.Element {
  const pilot = usePilot();
  const { data, error, isPending, refetch } = useQuery(workQuery(pilot.id));
  if (isPending)
    return <Skeleton h={320} radius="lg" aria-label={messages.workTab.loadingWhatDone} role="status" />;
  if (error !== null) return <ProblemNote problem={error} onRetry={() => void refetch()} />;
  return <Steps pilot={pilot} work={data} />;
}
