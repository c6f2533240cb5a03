// tidy: list
import type { ReactNode } from 'react';
import { formatCounted, oneOrMany } from '../lib/count';

/** The words of audiences, by the file that shows them. */
export const audiences = {
  audienceTable: {
    asking: 'asking…',
    notKnown: 'not known',
    not: (n: string, why: string) => `${n} not: ${why}`,
    nothingYet: 'nothing yet',
    version: (version: number) => `version ${version}`,
    audiences: 'Audiences',
    audience: 'Audience',
    peopleWord: 'People',
    peopleOf: (nPeople: string) => `People of ${nPeople}`,
    marketingByEMail: 'Marketing by e-mail',
    usedBy: 'Used by',
    changed: 'Changed',
    tableOfAudiences: 'Table of audiences',
    csvAudience: 'audience',
    csvPeople: 'people',
    csvUsedBy: 'used by',
    csvVersion: 'version',
    csvChangedBy: 'changed by',
    csvChangedAt: 'changed at',
  },
  audienceText: {
    audienceHasNameDescriptionWho: 'an audience has name, description and who',
  },
  audiencesPage: {
    find: 'Find an audience',
    use: 'Used by a pilot',
    anyUse: 'Used or not',
    used: 'Used',
    unused: 'Not used yet',
    byName: 'By name',
    mostPeople: 'Most people first',
    lastChanged: 'Last changed first',
    loadingAudiences: 'Loading audiences',
    audienceQuestionAskedAnewEach: 'An audience is a question that is asked anew each time',
    saysWhoPeopleWhatThey:
      'It says who people are, what they did and what they agreed to. There is nobody to count yet: bring data in first, or write it ahead.',
    saysWhoPeopleWhatThey2:
      'It says who people are, what they did and what they agreed to. Who is in it is found out when it is used, so it is never out of date.',
    yourFirstAudience: 'Your first audience',
    beginWithATemplate: 'Begin with a template',
    hint: 'Each opens in the builder with its people counted, and is yours to change. Nothing is kept until you save it.',
    title: 'Audiences',
    lede: 'Whom pilots are for: how many they are, whom you may write to, and what uses them.',
    newAudience: 'New audience',
  },
  behaviourSentence: {
    atLeast: 'at least',
    exactly: 'exactly',
    atMost: 'at most',
    between: 'between',
    never: 'never',
    inTheLast: 'in the last',
    moreThan: 'more than',
    atAnyTime: 'at any time',
    howOften: 'How often',
    howManyTimes: 'How many times',
    and: 'and',
    howManyTimesAtMost: 'How many times at most',
    times: (n: number) => oneOrMany(n, 'time', 'times'),
    when: 'When',
    moreThanHowManyDays: 'More than how many days ago',
    fromHowManyDaysAgo: 'From how many days ago',
    lastHowManyDays: 'In the last how many days',
    toHowManyDaysAgo: 'To how many days ago',
    days: 'days',
    daysAgo: 'days ago',
    of: 'of',
    products: 'Products',
    noun: 'events',
    for: 'for',
    leastAmount: 'Least amount',
    orMoreIn: 'or more, in',
    currency: 'Currency',
    ofAProduct: 'of a product…',
    forAnAmount: 'for an amount…',
    anyAmount: 'any amount',
    didNotDo: 'did not do',
    did: 'did',
    event: 'Event',
  },
  builder: {
    line: (line: number) => `Line ${line}: `,
    sentencesStandAsTheyWere: (line: ReactNode, error: string) => (
      <>
        {line}
        {error} The sentences stand as they were until it can.
      </>
    ),
    yamlCannotBeReadYet: 'The YAML cannot be read yet',
    of: (count: string, people: number) => `${count} of ${formatCounted(people, 'person', 'people')}`,
    whoIsInIt: 'Who is in it',
    undo: 'Undo',
    name: 'Name',
    renamedUnderDefinitions: 'Renamed under Definitions.',
    smallLettersDigitsHyphens: 'Small letters, digits, hyphens.',
    whatItIsFor: 'What it is for',
    whatItIsForDescription: 'In words, for whoever reads it later.',
    nameAndDefinition: 'Name and definition',
  },
  builderPage: {
    draftNothingCountedByYet: 'A draft: nothing is counted by it yet.',
    versionBy: (version: number, by: string, moment: ReactNode) => (
      <>
        Version {version} by {by}, {moment}
      </>
    ),
    draftByIsNotApplied: (by: string) => `· a draft by ${by} is not applied`,
    usedBy: (dependents: string) => ` · used by ${dependents}`,
    versionsRenameRemove: 'versions, rename, remove',
    newAudience: 'A new audience',
    countedWhileYouWriteKept: 'Counted while you write; kept when you save it.',
    isApplied: (name: string) => `“${name}” is applied`,
    countsWhereverNamed: 'It counts wherever it is named.',
    draftOfIsKept: (name: string) => `A draft of “${name}” is kept`,
    countsOnceApplied: 'It counts once it is applied.',
    thisBrowserKeptWasNot: 'This browser kept it; it was not saved.',
    goBackWhatSaved: 'Go back to what is saved',
    whatYouWroteBeforeBack: 'What you wrote before is back',
    loadingTheAudience: 'Loading the audience',
    audienceTruelift: 'Audience · Truelift',
    seeThoseThereAre: 'See those there are',
    beginANewOne: 'begin a new one',
    or: (link: ReactNode, link2: ReactNode) => (
      <>
        {link}, or {link2}.
      </>
    ),
    thereIsNoAudience: (name: string) => `There is no audience “${name}”.`,
    audiences: 'Audiences',
  },
  consentSentence: {
    didNotAgreeTo: 'did not agree to',
    agreedTo: 'agreed to',
    purpose: 'Purpose',
    by: 'by',
    channel: 'Channel',
  },
  countPanel: {
    nobodyCountedUntilDefinitionHolds: 'Nobody is counted until the definition holds together.',
    of: (people: number, share: ReactNode) => (
      <>
        of {formatCounted(people, 'person', 'people')}
        {share}
      </>
    ),
    countedOnDataSecondsAgo: (n: number) =>
      `Counted on the data of ${formatCounted(n, 'second', 'seconds')} ago: newer ones are being read.`,
    countingTakesLongerThanSecond:
      'Counting takes longer than a second: what is asked for the first time is read from the lake.',
    countedInMs: (tookMs: string) => `Counted in ${tookMs} ms.`,
    howMany: 'How many',
    counting: 'Counting',
  },
  reachPanel: {
    ofTheAudience: (count: string) => `(${count} of the audience)`,
    mayBeWrittenTo: (count: string, nMembers: ReactNode) => (
      <>
        {count} may be written to{nMembers}
      </>
    ),
    whyOthersMayNotWritten: 'Why the others may not be written to',
    channel: 'Channel',
    byEMail: 'By e-mail',
    byTextMessage: 'By text message',
    purposes: 'Purposes',
    chooseWhatTheyWouldWritten: 'Choose what they would be written to for: consent is given for a purpose.',
    consentAndReach: 'Consent and reach',
    consentAndReachHint:
      'As the gate of a release would answer now. Frequency and quiet hours are not asked.',
    askingForConsent: 'Asking for consent',
  },
  samplePanel: {
    nobodyLoosenConditionOrLook:
      'Nobody is in it: loosen a condition, or look at one person’s page to see which condition they do not meet.',
    someOfThemAndWhy: 'Some of them, and why',
    someOfThemAndWhyHint: 'From all over the audience; the same ones while nothing changes.',
  },
  saveBar: {
    changedWhileYouWereWriting: (by: string) =>
      `${by} changed it while you were writing. Nothing of yours is lost: take over what you need from theirs, then save yours on top. If you take theirs, yours is dropped.`,
    whatWrote: (by: string) => `What ${by} wrote`,
    saveMineOnTop: 'Save mine on top',
    takeTheirs: 'Drop mine, take theirs',
    keepAsDraft: 'Keep as draft',
    saveAndApply: 'Save and apply',
    becomesNextVersionCountsFrom:
      'It becomes the next version, and counts from now on wherever it is named. Earlier versions stay.',
    why: 'Why',
    whyDescription: 'Kept beside the version; may be left out.',
    apply: 'Apply',
    applyNamed: (name: string) => `Apply “${name}”`,
    somebodyWasFaster: 'Somebody was faster',
  },
  sentenceParts: {
    is: 'is',
    isNot: 'is not',
    isOneOf: 'is one of',
    isKnown: 'is known',
    isNotKnown: 'is not known',
    isBefore: 'is before',
    isOnOrAfter: 'is on or after',
    isInTheLastDays: 'is in the last … days',
    isDaysAgoOrMore: 'is … days ago or more',
    isAtLeast: 'is at least',
    isAtMost: 'is at most',
  },
  sentences: {
    whatTheyDid: 'What they did',
    whoTheyAre: 'Who they are',
    whatTheyAgreedTo: 'What they agreed to',
    addACondition: 'Add a condition',
    groupWhichOneMustHold: 'A group of which one must hold',
    groupWhichAllMustHold: 'A group of which all must hold',
    moreForCondition: (nth: string) => `More for condition ${nth}`,
    mustHold: 'Must hold',
    mustNotHold: 'Must not hold',
    offerAnotherWayMeet: 'Offer another way to meet it',
    remove: 'Remove',
    notSoThat: 'not so that',
    sentencesHaveNoWordsFor: (text: ReactNode) => (
      <>The sentences have no words for {text}. It counts as it is written.</>
    ),
    writtenInYaml: 'Written in YAML',
    condition: (nth: string) => `Condition ${nth}`,
    and: 'and',
    or: 'or',
    howTheConditionsAreJoined: (nth: string) =>
      nth === '' ? 'How the conditions are joined' : `How the conditions of ${nth} are joined`,
    allOfThese: 'All of these',
    oneOfThese: 'One of these',
    peopleWho: 'People who',
  },
  traitSentence: {
    valueOf: (name: string) => `Value of ${name}`,
    noun: 'people',
    dayToCompareWith: (name: string) => `Day to compare ${name} with`,
    daysFor: (name: string) => `Days for ${name}`,
    days: 'days',
    limitOf: (name: string) => `Limit of ${name}`,
    notSoTheir: 'it is not so that their',
    whose: 'whose',
    trait: 'Trait',
    rule: 'Rule',
  },
  valuePicker: {
    chooseOrType: 'choose or type',
  },
  yamlPane: {
    yaml: 'YAML',
    yamlDescription: 'The same definition; comments stay. It is what is kept, reviewed and exported.',
    error: 'Error',
    lookAgain: 'Look again',
    line: (line: number) => `line ${line}`,
    in: (anchor: ReactNode) => <>in {anchor}</>,
    problems: 'Problems',
  },
} as const;
