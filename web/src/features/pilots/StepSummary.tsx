import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { verdictWord } from '../../components/GateVerdict';
import { formatCount } from '../../lib/format';
import { writerOf } from './LinesStep';
import type { Pilot } from './pilotQuery';
import type { Step, StepId } from './stepStates';
import type { PilotWork } from './workQuery';

interface ByProps {
  by: string | null;
  at: string | null;
}

/** By whom and when, as far as it is known. */
function By({ by, at }: ByProps): JSX.Element {
  return (
    <>
      {by !== null && ` by ${by}`}
      {at !== null && (
        <>
          {' on '}
          <Moment at={at} />
        </>
      )}
    </>
  );
}

function ofReview(work: PilotWork): JSX.Element | null {
  const last = work.review?.approvals.at(-1);
  if (last === undefined) return null;
  const names = work.review?.approvals.map(({ by }) => by).join(' and ') ?? last.by;
  return (
    <>
      Approved
      <By by={names} at={last.at} />
    </>
  );
}

/** What was done in a step, by whom and when; null before there is something. */
export function summaryOf(id: StepId, step: Step, work: PilotWork, pilot: Pilot): JSX.Element | null {
  const { steps } = work;
  if (step.state !== 'done') return null;
  switch (id) {
    case 'lines': {
      const chosen = work.lines.find(({ status }) => status === 'chosen');
      return chosen === undefined ? null : (
        <>
          “{chosen.text}” · {writerOf(chosen)}
          {chosen.provider !== 'person' && steps.generate.job?.state === 'done' && (
            <>
              , asked for
              <By by={steps.generate.job.by} at={steps.generate.job.ended_at} />
            </>
          )}
        </>
      );
    }
    case 'review':
      return ofReview(work);
    case 'release':
      return (
        <>
          Released
          <By by={steps.release.job?.by ?? null} at={steps.released_at} />:{' '}
          {formatCount(pilot.count_proof.sent)} sent, {formatCount(pilot.count_proof.holdout)} held out
        </>
      );
    case 'readout':
      return (
        <>
          Read out
          <By by={steps.readout.job?.by ?? null} at={work.read_out_at} />
        </>
      );
    case 'gate':
      return work.gate === null ? null : (
        <>
          {verdictWord(work.gate.decision)}, decided
          <By by={steps.gate_by} at={work.gate.at} />
        </>
      );
  }
}
