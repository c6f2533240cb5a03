import { isOver, type Job } from '../../lib/job';
import { asSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { PilotWork } from './workQuery';

/** What is done with a pilot after its plan, in order. */
export const STEPS = ['lines', 'review', 'release', 'readout', 'gate'] as const;

export type StepId = (typeof STEPS)[number];

/** How it stands with a step. */
export type StepState = 'blocked' | 'todo' | 'running' | 'done';

export interface Step {
  state: StepState;
  /** Why it cannot be done yet; null of one that can, or is. */
  why: string | null;
  /** From when it can, where only time is missing. */
  from: string | null;
}

type Steps = Record<StepId, Step>;

const step = (state: StepState): Step => ({ state, why: null, from: null });

const blocked = (why: string, from: string | null = null): Step => ({ state: 'blocked', why, from });

function isRunning(job: Job | null): boolean {
  return job !== null && !isOver(job.state);
}

function hasLine({ lines }: PilotWork): boolean {
  return lines.some(({ status }) => status === 'chosen');
}

function linesStep(work: PilotWork): Step {
  if (isRunning(work.steps.generate.job)) return step('running');
  return step(work.is_released || hasLine(work) ? 'done' : 'todo');
}

function reviewStep(work: PilotWork): Step {
  if (work.is_released) return step('done');
  if (!hasLine(work)) return blocked(messages.stepStates.chooseALineFirst);
  if (work.review === null) {
    return blocked(
      work.review_problem === null ? messages.stepStates.itIsNotKnownWhat : asSentence(work.review_problem),
    );
  }
  return step(work.review.stale === null ? 'done' : 'todo');
}

/** Messages of a release that are planned and not sent, those that wait for quiet hours left out. */
export function leftOf(proof: { in_flight: number; deferred: number }): number {
  return Math.max(0, proof.in_flight - proof.deferred);
}

function releaseStep(work: PilotWork, nLeft: number, review: Step): Step {
  const { job, why_not, possible_from } = work.steps.release;
  if (isRunning(job)) return step('running');
  if (work.is_released && nLeft === 0) return step('done');
  if (review.state !== 'done') return blocked(messages.stepStates.itMustBeApprovedFirst);
  if (why_not === null) return step('todo');
  if (possible_from !== null) return blocked(messages.stepStates.itIsPlannedForLater, possible_from);
  return blocked(asSentence(why_not));
}

function readoutStep(work: PilotWork, nLeft: number): Step {
  const { job, why_not, possible_from } = work.steps.readout;
  if (isRunning(job)) return step('running');
  if (!work.is_released) return blocked(messages.stepStates.releaseItFirst);
  if (work.is_last_look) return step('done');
  if (why_not === null) return step('todo');
  if (nLeft > 0) return blocked(messages.stepStates.releaseIsNotFinished);
  if (possible_from !== null) return blocked(messages.stepStates.outcomesStillComeIn, possible_from);
  return blocked(asSentence(why_not));
}

function gateStep(work: PilotWork): Step {
  const { gate_says, gate_why_not } = work.steps;
  const decided = work.gate;
  if (decided !== null && (gate_says === null || gate_says.decision === decided.decision))
    return step('done');
  if (gate_says !== null) return step('todo');
  if (work.read_out_at === null || gate_why_not === null) return blocked(messages.stepStates.readItOutFirst);
  return blocked(asSentence(gate_why_not));
}

/** How it stands with every step; `nLeft` messages are planned and not sent. */
export function stepsOf(work: PilotWork, nLeft: number): Steps {
  const review = reviewStep(work);
  return {
    lines: linesStep(work),
    review,
    release: releaseStep(work, nLeft, review),
    readout: readoutStep(work, nLeft),
    gate: gateStep(work),
  };
}

/** The step that is to be done next: the first that can be done or is, else the first that cannot; null at the end. */
export function nextOf(steps: Steps): StepId | null {
  const of = (wanted: StepState[]): StepId | undefined =>
    STEPS.find((id) => wanted.includes(steps[id].state));
  return of(['todo', 'running']) ?? of(['blocked']) ?? null;
}

export function titleOf(id: StepId): string {
  switch (id) {
    case 'lines':
      return messages.stepStates.lines;
    case 'review':
      return messages.stepStates.review;
    case 'release':
      return messages.stepStates.release;
    case 'readout':
      return messages.stepStates.readout;
    case 'gate':
      return messages.stepStates.decideAtTheGate;
  }
}
