// tidy: list
import type { ReactNode } from 'react';
import { formatCounted, oneOrMany } from '../lib/count';

/** The words of pairs, by the file that shows them. */
export const pairs = {
  answerBar: {
    samePerson: 'Same person',
    twoPeople: 'Two people',
    skip: 'Skip',
    undo: 'Undo',
    answerWithKeys: 'Answer with keys',
    yourAnswer: 'Your answer',
    noteOptional: 'Note (optional)',
    noteOptionalPlaceholder: 'How you know',
  },
  applyBar: {
    nPairs: (result: number) => formatCounted(result, 'pair', 'pairs'),
    left: (message: string, pairs: string) => `${message}; ${pairs} left`,
    logIsUnderActivity: 'The log is under Activity.',
    notAppliedYet: (nPending: number) =>
      `${formatCounted(nPending, 'answer is', 'answers are')} not applied yet`,
    unifyingAllRecordsAgain: 'Unifying all records again…',
    peopleChangeWhenYouApply: 'People change when you apply them. The answers also teach what to ask next.',
    youCanGoOnAnswering: 'You can go on answering.',
    applyNow: 'Apply now',
  },
  pairQueue: {
    nobodyYet: 'Nobody to compare yet',
    nobodyYetText: (why: string, link: ReactNode) => (
      <>
        {why} Records that may be one person wait here then: {link}
      </>
    ),
    makePeople: 'make people of your records.',
    noPairIsInDoubt: 'No pair is in doubt',
    everyPairRecordsCouldOne:
      'Every pair of records that could be one person was decided, by the evidence or by a member.',
    wholeSampleIsJudged: 'The whole sample is judged',
    newOneDrawnWhenLinks: 'A new one is drawn when links are made that nobody was asked about.',
    youSkipped: (nSkipped: number) => `You skipped ${formatCounted(nSkipped, 'pair', 'pairs')}`,
    theyWaitUntilSomebodyDecides: 'They wait until somebody decides.',
    showThemAgain: 'Show them again',
    loadingPairs: 'Loading pairs',
    record: 'a record',
    from: (name: string, source: string) => `${name} from ${source}`,
    nextPairAnd: (left: string, right: string, probability: string) =>
      `Next pair: ${left} and ${right}, ${probability}.`,
    pairsWait: (n: number) => oneOrMany(n, 'pair waits', 'pairs wait'),
    pairToDecide: 'Pair to decide',
  },
  precisionFigure: {
    n100Right: '100% right',
    n95IntervalFromTo: (precision: string, ciLow: string, ciHigh: string) =>
      `${precision}, 95% interval from ${ciLow} to ${ciHigh}`,
    nothingJudgedYetEachAnswer:
      'Nothing is judged yet. Each answer here tells how many of the links that were made without asking are right.',
    ofRight: (nRight: string, nJudged: number) =>
      `${nRight} of ${formatCounted(nJudged, 'link is', 'links are')} right`,
    allThem95Interval: 'of all of them (95% interval)',
    betweenAnd: (precision: ReactNode, ciLow: string, ciHigh: string, judged: ReactNode) => (
      <>
        {precision}: between {ciLow} and {ciHigh}
        {judged}
      </>
    ),
  },
  reviewPage: {
    notSure: 'Not sure',
    spotCheck: 'Spot check',
    whatMembersSaid: 'What members said',
    samePerson: 'Same person?',
    lede: 'Some records may speak of one person or of two. What you say wins over the evidence, and can be taken back.',
  },
  rulingList: {
    samePerson: 'Same person',
    twoPeople: 'Two people',
    alwaysTheSamePerson: 'Always the same person',
    onTheirOwn: 'on their own',
    askedNotSure: 'asked, not sure',
    spotCheck: 'spot check',
    you: 'you',
    and: (left: ReactNode, right: ReactNode) => (
      <>
        {left} and {right}
      </>
    ),
    atBy: (moment: ReactNode) => <>{moment} by</>,
    takenBackAt: (moment: ReactNode) => <>Taken back {moment}</>,
    by: 'by',
    takeBack: 'Take back',
    takenBack: 'Taken back',
    peopleChangeByWhenAnswers: 'People change by it when the answers are applied.',
    noLongerHoldsForWhen: (kind: string, left: ReactNode, right: ReactNode) => (
      <>
        “{kind}” no longer holds for {left} and {right}. When the answers are applied, the evidence decides
        again, as if nobody had said anything. The list keeps that it was said and taken back.
      </>
    ),
    cancel: 'Cancel',
    takeThisAnswerBack: 'Take this answer back?',
    noun: 'rulings',
    one: 'ruling',
    nobodyHasSaidAnythingYet: 'Nobody has said anything yet',
    nobodyHasSaidAnythingYetText: 'Answers that members give stand here, and can be taken back.',
    rulings: 'Rulings',
  },
  sideBySide: {
    twoRecords: 'The two records',
  },
} as const;
