// tidy: list
import type { ReactNode } from 'react';
import { formatCount, formatCounted, formatList, oneOrMany } from '../lib/count';

/** The words of pilots, by the file that shows them. */
export const pilots = {
  answers: {
    thereIsNoIntervalYet: 'there is no interval yet',
    withheld: (withheld: string) => `Withheld: ${withheld}`,
    betweenAnd: (lift: string, ciLow: string, ciHigh: string) => `${lift}, between ${ciLow} and ${ciHigh}.`,
    percentageByAnotherMethod: 'The percentage by another method',
    byTheDeltaMethod: (relative: string) => `By the delta method: ${relative}`,
    whatLookingTodayCosts: 'What looking today costs',
    stillLeavesZeroOutSo: 'It still leaves zero out, so stopping today is safe.',
    includesZeroSoGoOn: 'It includes zero, so go on, or stop without a finding.',
    whoeverLooksOnAnyDay: (widthRatio: string, ciLow: string, ciHigh: string, meaning: string) =>
      `Whoever looks on any day and may stop there needs an interval ${widthRatio} as wide: ${ciLow} to ${ciHigh}. ${meaning}`,
    comparedWith: (control: string, byLogRatio: string, relativeDisagreement: ReactNode) => (
      <>
        Compared with {control}: {byLogRatio}
        {relativeDisagreement}
      </>
    ),
  },
  assignmentRules: {
    armsKeepTheirShares: (unit: string) => `The arms keep their shares, to less than one ${unit}.`,
    armsKeepTheirSharesWithin: (strata: string[], unit: string) =>
      `The arms keep their shares within each ${formatList(strata)}, to less than one ${unit}.`,
    layerHasPeopleItselfNo: (name: string, lastSlot: string) =>
      `In the layer “${name}” it has ${lastSlot} of people to itself: no other pilot of the layer reaches them.`,
    moreAndMoreTakePart: 'More and more take part:',
    from: (exposedRatio: string, moment: ReactNode) => (
      <>
        {exposedRatio} from {moment}
      </>
    ),
    peopleHeldOutFromGet: (programme: string) => `People held out from “${programme}” get nothing.`,
    whoWasEarlierVersionKeeps: 'Who was in an earlier version keeps that arm.',
    getsBrandsOwnMessageWhole: (name: string) => `“${name}” gets the brand’s own message, whole.`,
    howPeopleAreChosen: 'How people are chosen',
  },
  findingList: {
    blocks: 'Blocks',
    warning: 'Warning',
    noFinding: 'No finding',
  },
  authorWords: {
    peopleUsedToday: 'Written by people, used today',
    aPerson: 'Written by a person',
    person: (name: string) => `Written by ${name}`,
    phrasebook: 'Put together from the brand’s own phrases, by no model',
    languageModel: (model: string) => `Written by the language model ${model}`,
  },
  whoWrote: {
    whoWroteTheLines: 'Who wrote the lines',
    onlyCalled: (arm: ReactNode) => (
      <>
        {arm} is only what this group is called: no language model wrote its line. The result says what these
        words do, and nothing about AI.
      </>
    ),
  },
  foresight: {
    withheld: (withheld: string) => `Withheld: ${withheld}`,
    ofItsLevelThen: (detectableRelative: string) => `, ${detectableRelative} of its level then`,
    differenceBetweenThisSizeOr: (arm: string, control: string, power: string) =>
      `A difference between ${arm} and ${control} of this size or more is found with a chance of ${power}. A smaller one may go unseen.`,
    everyComparison: 'Every comparison',
    comparison: 'Comparison',
    withoutAMessage: 'Without a message',
    smallestDifferenceFound: 'Smallest difference found',
    against: (arm: string, control: string) => `${arm} against ${control}`,
    whatCanFoundNumbers: 'What can be found, in numbers',
    lookingAtTheWeeksBefore: 'Looking at the weeks before',
    numberMattersCannotPlannedFrom: 'The number that matters cannot be planned from these weeks.',
    peopleCanTakePartWas: (nPeople: string, from: string, to: string, nHistory: string, readableOn: string) =>
      `${nPeople} people can take part. ${from} to ${to} was looked at, on ${nHistory} people who were in the audience then. Sent as planned, it can be read from ${readableOn} on.`,
    whatItCanFind: 'What it can find',
    whatItCanFindHint: 'From what people like these did in the weeks before, when nothing of this was sent.',
  },
  forestOption: {
    against: (arm: string, control: string) => `${arm} against ${control}`,
    to: (level: string, ciLow: string, ciHigh: string) => `${level} ${ciLow} to ${ciHigh}`,
    trueEffect: (truth: string) => `True effect ${truth}`,
  },
  forestPlot: {
    ofPilot: (metric: string, pilot: string) => `${metric} · ${pilot}`,
    simulated: 'Simulated data: no real people. ▾ marks the true effect.',
    to: (estimate: string, difference: string, low: string, ciHigh: string) =>
      `${estimate} ${difference}, ${low} to ${ciHigh}`,
    withheldNotDrawnTableGives: (nWithheld: number) =>
      `${formatCounted(nWithheld, 'comparison is', 'comparisons are')} withheld and not drawn; the table gives the reason.`,
    marksTrueEffectKnownOnly: '▾ marks the true effect, known only because the data are simulated.',
  },
  furtherChecks: {
    readWithCare: 'Read with care',
    goodToKnow: 'Good to know',
    whatElseWasChecked: 'What else was checked',
    nothingStrange: 'Nothing strange',
    couldNotBeChecked: 'Could not be checked',
  },
  gateStep: {
    rollOutAsNextVersion:
      'Roll it out as the next version: count its version up and give the new line’s arm more of the people. Keep a holdout, so that the effect can still be told. This version exposes nobody else.',
    changeSomethingThenTryAs:
      'Change something, then try it as the next version: another line, another audience, or more people. Count the version up and this page begins anew. This version exposes nobody else.',
    nothingMoreGoesOutWhat:
      'Nothing more goes out. What was learnt stays: the result counts in the programme’s number, and the record keeps why.',
    whatFollows: 'What follows',
    makeTheNextVersion: 'Make the next version',
    allPilotsTogether: 'All pilots together',
    yourReason: 'Your reason',
    yourReasonDescription:
      'Why it is decided now, or what comes next. It stands in the record with the decision.',
    sayInASentenceWhy: 'Say in a sentence why.',
    decide: (decision: string) => `Decide: ${decision}`,
    ruleWasWrittenBeforeFirst: (rule: ReactNode) => (
      <>The rule was written before the first message, so nobody bends it to the numbers: {rule}</>
    ),
    ruleSays: (decision: string) => `The rule says: ${decision}`,
    whyTheRuleSaysSo: 'Why the rule says so',
  },
  inboxList: {
    noun: 'messages',
    one: 'message',
    noMessageHere: 'No message here',
    noMessageHereText: 'Messages appear when an approved release is delivered.',
    messages: 'Messages',
    message: 'Message',
  },
  inboxTab: {
    holdoutNotHereWasSent: 'The holdout is not here: it was sent nothing.',
    testInbox: 'Test inbox',
    testInboxHint: 'Messages are delivered here, inside Truelift. None leaves for a real address.',
    arm: 'Arm',
    allArms: 'All arms',
  },
  linesStep: {
    find: 'Find a line',
    by: 'Written by',
    anybody: 'Anybody',
    marked: 'What the checks say',
    anyMark: 'Anything',
    noMark: 'Nothing to remark',
    aMark: 'Something to look at',
    bestFirst: 'Best first',
    shortest: 'Shortest first',
    longest: 'Longest first',
    isChosen: 'This line goes out',
    nCharacters: (n: number) => formatCounted(n, 'character', 'characters'),
    chosen: 'Chosen',
    choose: 'Choose',
    chooseLine: (text: string) => `Choose “${text}”`,
    writeLineYourOwn: 'Write a line of your own',
    writeLineYourOwnDescription:
      'It is checked like any other: against the voice, the approved facts and the rules of the channel.',
    checkAndAdd: 'Check and add',
    whatWasSentStaysAs: 'What was sent stays as it was. Another line is another version of the pilot.',
    oneGoesPeopleNewArm: 'One goes to the people of the new arm. Another choice needs a new approval.',
    noLineYetHaveLines: 'No line yet. Have lines written, or write one: nothing can be approved without.',
    lines: 'Lines',
    showFewer: 'Show fewer',
    showAll: (n: number) => `Show all ${formatCount(n)}`,
    seeWhy: (nRejected: number) =>
      `${formatCounted(nRejected, 'line was rejected', 'lines were rejected')}: see why`,
  },
  messageView: {
    to: (link: ReactNode, moment: ReactNode, armName: ReactNode) => (
      <>
        To {link} · {moment} · {armName}
      </>
    ),
    message: 'Message',
  },
  messagesTab: {
    subjectLine: 'Subject line',
    nCharacters: (n: number) => formatCounted(n, 'character', 'characters'),
    noMessageIsSent: 'No message is sent',
    whatPeopleDoByThemselves: 'What people do by themselves: the yardstick.',
    whatEachArmWasSent: 'What each arm was sent',
    whatEachArmWasSentHint: 'The arms differ in the subject line only.',
    whatTheChecksCaught: 'What the checks caught',
    whatTheChecksCaughtHint: (n: string, nCandidates: number) =>
      `${n} of ${formatCounted(nCandidates, 'candidate line was', 'candidate lines were')} rejected before anyone saw them. The place at fault is marked.`,
  },
  overTime: {
    title: 'Effect over time',
    table: 'Table of the effect over time',
    hint: 'By what people did within so many days of their message. Each interval holds for its day alone, not for all of them together.',
    eachDayByItself: 'Each interval holds for its day alone.',
    simulated: 'Simulated data: no real people. Each interval holds for its day alone.',
    axis: 'Days after the message',
    within: 'Within',
    difference: 'Difference',
    notKnown: 'Not known.',
    nDays: (days: number) => formatCounted(days, 'day', 'days'),
    withinDays: (days: number) => `Within ${formatCounted(days, 'day', 'days')}`,
    range: (low: string, high: string) => `${low} to ${high}`,
    to: (interval: string, low: string, high: string) => `${interval} ${low} to ${high}`,
    comparison: (metric: string, arm: string, control: string) => `${metric}: ${arm} against ${control}`,
    ofPilot: (comparison: string, pilot: string) => `${comparison} · ${pilot}`,
    spoken: (days: string, lift: string, low: string, high: string) => `${days} ${lift}, ${low} to ${high}`,
  },
  passTime: {
    thisWorldSimulatedHereDate: (moment: ReactNode) => (
      <>
        This world is simulated: here it is {moment}, and that date stands still. Days can be let pass; nobody
        does anything in them.
      </>
    ),
    letTheDaysPassUntil: (to: string) => `Let the days pass until ${to}`,
  },
  pilotLayout: {
    result: 'Result',
    plan: 'Plan',
    steps: 'Steps',
    rehearsal: 'Rehearsal',
    messages: 'Messages',
    inbox: 'Inbox',
    pilot: 'Pilot',
    loadingPilot: 'Loading pilot',
    pilotTruelift: 'Pilot · Truelift',
  },
  pilotProblems: {
    next: (nextStep: string) => `Next: ${nextStep}`,
    somethingThisPilotCannotUsed: 'Something of this pilot cannot be used as it stands',
  },
  pilotsPage: {
    find: 'Find a pilot',
    state: 'Where it stands',
    anyState: 'Anywhere',
    asDefined: 'As they were made',
    byName: 'By name',
    byLift: 'Largest effect first',
    nothingIsMeasuredYet: 'Nothing is measured yet.',
    gateHasNotDecidedYet: 'The gate has not decided yet.',
    openThePilot: 'Open the pilot',
    goOnWithThePilot: 'Go on with the pilot',
    loadingPilots: 'Loading pilots',
    noPilotYet: 'No pilot yet',
    defineTheFirstOne: 'Define the first one',
    pilotTrialOneIdeaWith: (link: ReactNode) => (
      <>
        A pilot is a trial of one idea with a holdout, and a rule that decides. {link}; its page then leads
        from its lines to the decision.
      </>
    ),
    newPilot: 'New pilot',
    title: 'Pilots',
    lede: 'Each pilot tries one idea against what you do today and against sending nothing. A rule written beforehand decides.',
  },
  planTab: {
    drawnAtRandomByFixed: (
      unit: string,
      outcomeWindowDays: number,
      experiment: ReactNode,
      version: number,
    ) => (
      <>
        Drawn at random by {unit}, fixed for this version: nobody changes arms. Outcomes count for{' '}
        {formatCounted(outcomeWindowDays, 'day', 'days')} after the message. Experiment {experiment}, version{' '}
        {version}.
      </>
    ),
    somethingChangedAfterWasGiven:
      'Something changed after it was given, so nothing can be released until it is approved again.',
    thisApprovalIsStale: 'This approval is stale',
    approvedExactlyThisOn: (by: ReactNode, byRole: string, at: ReactNode) => (
      <>
        {by} ({byRole}) approved exactly this on {at}.
      </>
    ),
    givenByDemosScriptThis: 'Given by the demo’s script in this member’s name, not by a person.',
    boundContentAudienceScheduleDesign:
      'Bound to the content, audience, schedule and design by the fingerprint',
    weBelieve: (hypothesis: string) => `We believe: ${hypothesis}`,
    goal: 'Goal',
    nobodyCanBeCountedIn: (name: string) => `Nobody can be counted in ${name}.`,
    peopleIn: (name: string) => `people in ${name}`,
    themCanReachedTodayThey: (nReachable: ReactNode) => (
      <>{nReachable} of them can be reached today: they agreed, have an address, and nothing forbids it.</>
    ),
    audience: 'Audience',
    arms: 'Arms',
    notApprovedYetSoNothing: 'Not approved yet, so nothing can be sent.',
    approval: 'Approval',
    howItIsRead: 'How it is read',
    gateRule: 'Gate rule',
    gateRuleHint: 'Written before the pilot began, so that the result cannot move it.',
  },
  readoutStep: {
    outcomesCountForAfterMessage: (outcomeWindowDays: number, analysis: string) =>
      `Outcomes count for ${formatCounted(outcomeWindowDays, 'day', 'days')} after the message; until then a number would still move. The plan allows ${analysis}.`,
    lookedAtBeforeItsEnd: (moment: ReactNode) => <>Looked at before its end on {moment}.</>,
    wholeResultWithChecksTrust: 'The whole result, with the checks of trust',
    readOut: 'Read out',
    readOutAgain: 'Read out again',
  },
  readoutRows: {
    columns: [
      'Metric',
      'Unit',
      'Group',
      'Compared with',
      'People',
      'People compared with',
      'Mean',
      'Mean compared with',
      'Difference',
      'Interval from',
      'Interval to',
      'Level of the interval',
      'Relative difference',
      'p-value',
    ],
    trueEffect: 'True effect',
    withheld: 'Withheld',
    share: 'Share of people',
    number: 'Number',
    unnamedMoney: 'Money, no currency named',
  },
  readoutTable: {
    noCurrencyIsNamed: ' (money, of which no currency is named)',
    people: (n: string) => `${n} people`,
    differenceAdjustedForPastSpend: 'the difference is adjusted for past spend',
    whichMadeItNoisier: (adjustment: string, ratio: string) =>
      `${adjustment}, which made it ${ratio} noisier`,
    lessNoise: (adjustment: string, ratio: string) => `${adjustment}, ${ratio} less noise`,
    thereIsNoIntervalYet: 'there is no interval yet',
    withheld: (withheld: string) => `Withheld: ${withheld}`,
    difference: 'Difference',
    to: (ciLow: string, ciHigh: string, pValue: ReactNode) => (
      <>
        {ciLow} to {ciHigh}
        {pValue}
      </>
    ),
    trueEffect: 'True effect',
    against: 'against',
    atMost: (meanHigh: string) => `at most ${meanHigh}`,
    thisArm: 'This arm',
    comparedWith: 'Compared with',
    comparison: 'Comparison',
    interval: 'Interval',
    readoutInNumbers: 'Readout in numbers',
  },
  registrationPanel: {
    andNothingWasChangedSince: ', and nothing was changed since',
    on: (moment: ReactNode, n: ReactNode) => (
      <>
        On {moment}
        {n}.
      </>
    ),
    changedAfterItBegan: 'Changed after it began',
    registered: 'Registered',
    registeredHint: 'What is measured and what decides was fixed before the first message.',
  },
  rehearsalTab: {
    scale: 'Scale',
    iterate: 'Iterate',
    stop: 'Stop',
    ifNewLineChangesNothing: 'If the new line changes nothing',
    ifItMoves: (metric: string) => `If it moves ${metric}`,
    ifItMovesBy: (metric: string, ratio: string) => `If it moves ${metric} by ${ratio}`,
    headlinesNumberWasWithheldEvery: 'The headline’s number was withheld every time.',
    headlinesIntervalHeldWhatWas: (nCovered: string) =>
      `The headline’s interval held what was made up in ${nCovered} of the times.`,
    whatGateSaidFirstTime: 'What the gate said the first time',
    whatTheTestCanShow: 'What the test can show',
    playedTimesOnOnWhat: (
      nRuns: string,
      moment: ReactNode,
      nReachable: string,
      nMembers: string,
      from: string,
      to: string,
    ) => (
      <>
        Played {nRuns} times on {moment}, on what {nReachable} of {nMembers} people did from {from} to {to},
        when nothing was sent.
      </>
    ),
    simulated: 'Simulated',
    newLineMoves: 'The new line moves',
    byPerCentToday: 'By, in per cent of today',
    byPerCentTodayUnknown: 'as 10',
    sayHowFar: (metric: string) =>
      `Too little of ${metric} happened in the last window to know what the plan can find: say how far the lines move it. `,
    byPerCentTodayPlaceholder: 'as much as the plan can find',
    times: 'Times',
    rehearse: 'Rehearse',
    wholeTestPlayedAsOften:
      'The whole test is played as often as that. This takes seconds, with very many people minutes; it goes on when you close the page.',
    loadingTheRehearsal: 'Loading the rehearsal',
    removeThisRehearsal: 'Remove this rehearsal',
    askRemove: 'Remove this rehearsal?',
    numbersAreGone:
      'Its numbers are gone, for every member. Rehearsed again, the pilot may find others: what people did since counts, too.',
    removeIt: 'Remove it',
    rehearseAgain: 'Rehearse again',
    rehearseTheTest: 'Rehearse the test',
    rehearseTheTestHint:
      'The whole pilot, from the randomisation to its gate, on what its own audience did in the last weeks, with an effect that is made up. Nothing is sent, and nothing of it enters a result.',
    notRehearsedYet: 'Not rehearsed yet',
    notRehearsedYetText:
      'A rehearsal says how often this test would roll out a line that does nothing, and how often it would find one that works.',
  },
  rejectedLines: {
    checksRejectedNothing: 'The checks rejected nothing.',
    writtenBy: 'Written by',
    all: (n: string) => `All (${n})`,
    showAll: (n: string) => `Show all ${n}`,
  },
  releaseDialog: {
    nobodyWillKnow: 'Too few people to tell anything',
    nPeopleGetAMessage: (nToSend: number) =>
      formatCounted(nToSend, 'person gets a message', 'people get a message'),
    hadBeforeNobodyGetsTwice: (nSent: string) => ` ${nSent} had it before, and nobody gets it twice.`,
    audienceHeldOutTheyGet: (nMembers: number, strong: ReactNode, nSent: ReactNode) => (
      <>
        Of {formatCounted(nMembers, 'person', 'people')} in the audience, {strong} are held out: they get
        nothing, so that the effect can be told.{nSent}
      </>
    ),
    nPeople: (nOpen: number) => formatCounted(nOpen, 'person', 'people'),
    whoGetNothing: ', who get nothing',
    arms: 'Arms',
    forOtherReasons: (nRefused: number) =>
      `${formatCounted(nRefused, 'person gets nothing', 'people get nothing')} for other reasons`,
    rampLetsMorePeopleFrom: (moment: ReactNode) => (
      <>The ramp lets more people in from {moment} on; release it again then.</>
    ),
    asConsentsAtThisMoment:
      'As the consents are at this moment. Each is asked again when its message goes, with quiet hours and the cap on messages.',
    countingWhoGetsAMessage: 'Counting who gets a message',
    messageOutCannotTakenBack:
      'A message that is out cannot be taken back. A release can be stopped on its way; what went out until then is out.',
    nobodyWouldGetMessageNow:
      'Nobody would get a message now: widen the audience, or look at who agreed to be written to.',
    notNow: 'Not now',
    sendTo: (n: number) => `Send to ${formatCounted(n, 'person', 'people')}`,
    releaseThisPilot: 'Release this pilot?',
  },
  releaseOutcome: {
    nMessages: (sent: number) => formatCounted(sent, 'message', 'messages'),
    plannedWentOutHeldOut: (nSent: ReactNode, planned: string, nHeldOut: ReactNode, heldOut: number) => (
      <>
        {nSent} of {planned} planned went out; {nHeldOut} {oneOrMany(heldOut, 'person was', 'people were')}{' '}
        held out.
      </>
    ),
    releaseNotThroughWithYet: (nWaiting: number) =>
      `The release is not through with ${formatCounted(nWaiting, 'person', 'people')} yet, those of the holdouts among them.`,
    forQuietHoursEndServer: (deferred: number) =>
      `${formatCounted(deferred, 'message waits', 'messages wait')} for quiet hours to end; the server sends them then by itself.`,
    whatDidNotGoWhy: 'What did not go, and why',
    andOfHoldouts: (n: number) =>
      `The gate said the same of ${formatCounted(n, 'person', 'people')} of the holdouts, who take no part in the comparison.`,
    inboxDidNotTakeMessage: (rejected: string) => `${rejected}: The inbox did not take the message.`,
    notKnownWhetherArrived: (unknown: string) => `${unknown}: It is not known whether it arrived.`,
    whatDidNotGo: 'What did not go',
    readMessagesInbox: 'Read the messages in the inbox',
  },
  releaseStep: {
    plannedFor: (moment: ReactNode) => <>Planned for {moment}.</>,
    audienceFixedEachPersonDealt: (arms: string, review: ReactNode) => (
      <>
        The audience is fixed, each person is dealt an arm at random, and every message passes the consent
        gate on its way: {arms}.{review}
      </>
    ),
    continueTheRelease: 'Continue the release',
    releaseAgain: 'Release again…',
    release: 'Release…',
    reachesWhoCameIntoAudience:
      'Reaches who came into the audience since, or whom the ramp lets in. Nobody gets it twice.',
  },
  resultTab: {
    nothingMeasuredYetOutcomesCount: (outcomeWindowDays: number, analysis: string) =>
      `Nothing is measured yet. Outcomes count for ${formatCounted(outcomeWindowDays, 'day', 'days')}; the plan allows ${analysis}.`,
    loadingChart: 'Loading chart',
    seeWhatIsNext: 'see what is next',
    thisWhatVersionCameVersion: (resultVersion: ReactNode, version: number, link: ReactNode) => (
      <>
        This is what version {resultVersion} came to. Version {version} was not read out yet: {link}.
      </>
    ),
    earlierVersionsResult: 'An earlier version’s result',
    seeWhatDoneNext: 'See what is to be done next',
    nothingIsMeasuredYet: (link: ReactNode) => <>Nothing is measured yet. {link}.</>,
    gateHasNotDecidedYet: 'The gate has not decided yet.',
    numberThatMatters: 'The number that matters',
    canItBeTrusted: 'Can it be trusted?',
    canItBeTrustedHint: 'Checks made before any number is shown. If one fails, the readout is withheld.',
    allComparisons: 'All comparisons',
    allComparisonsHint: (level: string) =>
      `Each line is a difference between two arms with its ${level}. An interval that crosses zero settles nothing.`,
    whoItWorksFor: 'Who it works for',
    whoItWorksForHint:
      'Among many segments some look good by luck. Drawing each towards the others takes the luck off.',
  },
  reviewStep: {
    getsNothing: 'Gets nothing',
    wholeMessage: 'The whole message',
    yourNote: 'Your note',
    yourNoteDescription: 'Kept with your word. A request for changes says what to change.',
    approveExactlyThis: 'Approve exactly this',
    askForChanges: 'Ask for changes',
    forRiskApprovalExactlyThis: (audience: string, riskTier: string) =>
      `For ${audience}. Risk: ${riskTier}. Approval is of exactly this; one letter changed, and it is asked for again.`,
    asked: (by: ReactNode, role: string, at: ReactNode, note: string) => (
      <>
        {by} ({role}) asked on {at}
        {note === '' ? '.' : `: “${note}”`}
      </>
    ),
    changesWereAskedFor: 'Changes were asked for',
    askedForApproval: (by: ReactNode, role: string, at: ReactNode, note: string) => (
      <>
        {by} ({role}) asked for approval on {at}
        {note === '' ? '.' : `: “${note}”`}
      </>
    ),
    approvedIt: (by: ReactNode, role: string, at: ReactNode, note: string) => (
      <>
        {by} ({role}) approved it on {at}
        {note === '' ? '.' : `: “${note}”`}
      </>
    ),
    itMayBeReleased: 'It may be released.',
    notToBeReleasedYet: (stale: string) => `Not to be released yet: ${stale}`,
    askForApproval: 'Ask for approval',
    askAgainAsItStands: 'Ask again as it stands',
    nobodyApprovesWhatTheyAsked: (link: ReactNode) => (
      <>
        Nobody approves what they asked for: another member opens this page and answers. Nobody else is here
        yet? {link}.
      </>
    ),
    inviteSomebody: 'Invite somebody',
    youApprovedOneMoreMember: 'You approved it; one more member has to.',
  },
  segments: {
    people: (n: string) => `${n} people`,
    thereIsNoIntervalYet: 'there is no interval yet',
    withheld: (withheld: string) => `Withheld: ${withheld}`,
    drawnInterval: (drawnCiLow: string, drawnCiHigh: string) => `${drawnCiLow} to ${drawnCiHigh}`,
    withoutTheLuck: 'Without the luck',
    seenInterval: (ciLow: string, ciHigh: string) => `${ciLow} to ${ciHigh}`,
    asItWasSeen: 'As it was seen',
    thisWasNotPlannedBefore:
      'This was not planned before the first message: it suggests what to test next and proves nothing.',
    thisWasPlannedBeforeFirst: 'This was planned before the first message.',
    against: (metricLabel: string, arm: string, control: string, standing: string) =>
      `${metricLabel}, ${arm} against ${control}. ${standing}`,
    segment: 'Segment',
    segmentsInNumbers: 'Segments in numbers',
  },
  stepFrame: {
    done: 'Done',
    running: 'Running',
    next: 'Next',
    toDo: 'To do',
    notYet: 'Not yet',
    canDoneFromOn: (moment: ReactNode) => <>It can be done from {moment} on.</>,
  },
  stepJob: {
    itWasStopped: 'It was stopped',
    stoppedIt: (endedBy: string) => `${endedBy} stopped it`,
    itWasInterrupted: 'It was interrupted',
    whatHappened: 'What happened',
  },
  stepStates: {
    chooseALineFirst: 'Choose a line first.',
    itIsNotKnownWhat: 'It is not known what.',
    itMustBeApprovedFirst: 'It must be approved first.',
    itIsPlannedForLater: 'It is planned for later.',
    releaseItFirst: 'Release it first.',
    releaseIsNotFinished: 'The release is not finished.',
    outcomesStillComeIn: 'Outcomes still come in.',
    readItOutFirst: 'Read it out first.',
    lines: 'Lines',
    review: 'Review',
    release: 'Release',
    readout: 'Readout',
    decideAtTheGate: 'Decide at the gate',
  },
  stepSummary: {
    by: (by: string) => ` by ${by}`,
    on: (moment: ReactNode) => <>on {moment}</>,
    approved: 'Approved',
    askedFor: ', asked for',
    released: 'Released',
    sentHeldOut: (sent: string, holdout: string) => `: ${sent} sent, ${holdout} held out`,
    readOut: 'Read out',
    decided: (decision: string) => `${decision}, decided`,
  },
  trustChecks: {
    nobodyIsMeasuredYet: 'Nobody is measured yet',
    splitOffSoNothingBelow: (pValue: string) =>
      `The split is off (${pValue}), so nothing below can be trusted`,
    asPlanned: (pValue: string) => `As planned (${pValue})`,
    arm: 'Arm',
    people: 'People',
    expected: 'Expected',
    armsHaveSizesTheyShould: 'The arms have the sizes they should',
    sent: 'sent',
    rejected: 'rejected',
    suppressed: 'suppressed',
    unknown: 'unknown',
    onTheirWay: 'on their way',
    planned: 'Planned',
    forQuietHoursEndWill: (deferred: number) =>
      `${formatCounted(deferred, 'message waits', 'messages wait')} for quiet hours to end and will be sent then.`,
    holdoutGotNothingAsPlanned: (holdout: number) =>
      `${formatCounted(holdout, 'person', 'people')} in the holdout got nothing, as planned.`,
    whyMessagesWereSuppressed: 'Why messages were suppressed',
    everyPlannedMessageAccountedFor: 'Every planned message is accounted for',
    countAddsUp: 'The count adds up',
    countDoesNotAddUp: 'The count does not add up, so the release is not finished',
    peopleComparedByArmThey:
      'People are compared by the arm they were assigned to, whatever they did. The send gate decided for every planned person without knowing the arm, so the arms stay alike.',
    inHoldouts: (n: number) => `and ${formatCounted(n, 'person', 'people')} of the holdouts`,
    nothingHadToBeWithheld: 'Nothing had to be withheld',
    nothingIsMeasuredYet: 'Nothing is measured yet',
    allShown: (n: number) => `All ${formatCounted(n, 'comparison is', 'comparisons are')} shown`,
    ofWithheld: (nWithheld: string, nAll: number) =>
      `${nWithheld} of ${formatCounted(nAll, 'comparison', 'comparisons')} withheld`,
  },
  workTab: {
    anotherMemberReadsWordFor:
      'Another member reads word for word what would go out, and approves exactly that.',
    everyStepIsDone: 'Every step is done.',
    next: (next: string) => `Next: ${next}`,
    steps: 'Steps',
    loadingWhatDone: 'Loading what is to be done',
  },
  writeLines: {
    herePhrasebookWritesPutsBrands:
      'Here the phrasebook writes: it puts the brand’s own phrases together and is no model. A language model writes as well where the server was started with one (“truelift serve --with-model FILE”, or an endpoint in TRUELIFT_MODEL_URL).',
    languageModelWritesSoDoes: (model: string) =>
      `The language model ${model} writes, and so does the phrasebook, which puts the brand’s own phrases together and is no model.`,
    phrasebook: 'the phrasebook',
    askedForBy: (message: string, by: string) => `${message} Asked for by ${by}.`,
    letWriteOtherLines: (writer: string) => `Let ${writer} write other lines…`,
    letWriteLines: (writer: string) => `Let ${writer} write lines`,
    modelAndThePhrasebook: 'the model and the phrasebook',
    theyTakePlaceThoseWrote: (writer: string) =>
      `They take the place of those that ${writer} wrote, and the best of them is chosen. Lines that people wrote stay. Another line needs a new approval.`,
    keepThese: 'Keep these',
    writeOtherLines: 'Write other lines',
    askWriteOtherLines: 'Write other lines?',
  },
} as const;
