import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { verdictWord } from '../../components/GateVerdict';
import { formatCount, formatList } from '../../lib/count';
import { pilots as messages } from '../../messages/pilots';
import { authorWords } from './authorWords';
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
      {by !== null && messages.stepSummary.by(by)}
      {at !== null && <> {messages.stepSummary.on(<Moment at={at} />)}</>}
    </>
  );
}

function ofReview(work: PilotWork): JSX.Element | null {
  const last = work.review?.approvals.at(-1);
  if (last === undefined) return null;
  const names = formatList(work.review?.approvals.map(({ by }) => by) ?? []);
  return (
    <>
      {messages.stepSummary.approved}
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
          “{chosen.text}” · {authorWords(chosen)}
          {chosen.provider !== 'person' && steps.generate.job?.state === 'done' && (
            <>
              {messages.stepSummary.askedFor}
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
          {messages.stepSummary.released}
          <By by={steps.release.job?.by ?? null} at={steps.released_at} />
          {messages.stepSummary.sentHeldOut(
            formatCount(pilot.count_proof.sent),
            formatCount(pilot.count_proof.holdout),
          )}
        </>
      );
    case 'readout':
      return (
        <>
          {messages.stepSummary.readOut}
          <By by={steps.readout.job?.by ?? null} at={work.read_out_at} />
        </>
      );
    case 'gate':
      return work.gate === null ? null : (
        <>
          {messages.stepSummary.decided(verdictWord(work.gate.decision))}
          <By by={steps.gate_by} at={work.gate.at} />
        </>
      );
  }
}
