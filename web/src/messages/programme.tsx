// tidy: list
import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../lib/count';

/** The words of programme, by the file that shows them. */
export const programme = {
  figure: {
    notKnownYet: 'not known yet',
  },
  impactPanel: {
    nPeople: (total: string) => `${total} people`,
    withTheLuckTakenOff: 'with the luck taken off',
    ofItIsBelieved: (factor: string) => `; ${factor} of it is believed`,
    asMeasured: (totalObserved: string, factor: ReactNode) => (
      <>
        As measured: {totalObserved}
        {factor}.
      </>
    ),
    pilot: 'Pilot',
    people: 'People',
    measuredPerPerson: 'Measured, per person',
    believed: 'Believed',
    notKnown: 'not known',
    liftsOf: (metric: string) => `Lifts of ${metric}`,
    whatThePilotsAdded: (metric: string) => `What the pilots added: ${metric}`,
    hint: 'Whoever wins was lucky as well as good. All lifts are drawn towards no effect by one factor, then added up over the people who got the tried message.',
  },
  programmePage: {
    loadingTheProgramme: 'Loading the programme',
    nothingWasReleasedYet: 'Nothing was released yet',
    nothingWasReleasedYetText: 'Once pilots run, this page adds them up: the losers count, too.',
    title: 'All pilots together',
    lede: 'Winners and losers added up: how often ideas work, how fast you learn, and what it was worth without the luck.',
  },
  speedPanel: {
    nDays: (n: number) => formatCounted(n, 'day', 'days'),
    decisionHalfTime: 'to a decision, half of the time',
    fastestTookTheSlowest: (daysToDecisionMin: string, daysToDecisionMax: string) =>
      `The fastest took ${daysToDecisionMin}, the slowest ${daysToDecisionMax}.`,
    notKnownYet: 'not known yet',
    decisionsAMonth: (perMonth: string) => `${perMonth} decisions a month.`,
    howFastYouLearn: 'How fast you learn',
    howFastYouLearnHint: 'From the first planned message to the decision of the gate.',
  },
  trialList: {
    notDecided: 'Not decided',
    versionBegunJudgedBy: (version: number, moment: ReactNode, metric: string) => (
      <>
        Version {version}, begun {moment}, judged by {metric}
      </>
    ),
    itsNumberIsNotKnown: 'its number is not known',
    pilotByPilot: 'Pilot by pilot',
    pilotByPilotHint: 'Each by the number that was registered before it began.',
  },
  wholeEffect: {
    people: 'people',
    everything: 'everything',
    gotNothingThemAgainstWho: (
      ratio: string,
      unit: string,
      from: string,
      period: string,
      nHeldOut: string,
      nReached: string,
      outcomeWindowDays: number,
    ) =>
      `${ratio} of ${unit} got nothing of ${from} in ${period}: ${nHeldOut} of them against ${nReached} who were reached, each for ${formatCounted(outcomeWindowDays, 'day', 'days')} from their first time.`,
    notKnown: 'Not known',
    whatAllOfItChanged: 'What all of it changed',
    whatAllOfItChangedHint: 'People who were reached by anything, against those held out from everything.',
  },
  winRatePanel: {
    of: (nDecided: number) => `of ${formatCounted(nDecided, 'pilot', 'pilots')}`,
    nextOneBetweenLikelyAs: (ciLow: string, ciHigh: string) =>
      `The next one: between ${ciLow} and ${ciHigh} likely, as far as so few can tell (95% interval).`,
    scaleTryAgainStoppedNot: (nScaled: number, nIterated: number, nStopped: number, nRunning: number) =>
      `${formatCount(nScaled)} to scale, ${formatCount(nIterated)} to try again, ${formatCount(nStopped)} stopped, ${formatCount(nRunning)} not decided yet.`,
    howOftenItWorks: 'How often it works',
    howOftenItWorksHint: 'Pilots whose gate said scale, of all that were decided.',
  },
} as const;
