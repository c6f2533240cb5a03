// tidy: list
import type { ReactNode } from 'react';
import { formatCounted } from '../lib/count';

/** The words of people, by the file that shows them. */
export const people = {
  audiences: {
    met: 'Met: ',
    notMet: 'Not met: ',
    inTheAudience: 'In the audience',
    notInTheAudience: 'Not in the audience',
    noAudienceIsDefinedYet: 'No audience is defined yet.',
  },
  columnMenu: {
    columns: 'Columns',
  },
  columns: {
    email: 'E-mail',
    phone: 'Phone',
    city: 'City',
    state: 'State',
    postcode: 'Postcode',
    country: 'Country',
    street: 'Street',
    customerNumber: 'Customer number',
    birthDate: 'Birth date',
    firstSeen: 'First seen',
    lastSeen: 'Last seen',
    records: 'Records',
  },
  consents: {
    granted: 'Granted',
    withdrawn: 'Withdrawn',
    by: (channel: string) => `by ${channel}`,
    onDayItsSourceDoes: 'On a day that its source does not say',
    since: (moment: ReactNode) => <>Since {moment}</>,
    countedFrom: (moment: ReactNode) => <>, counted from {moment}, the last moment that can mean</>,
    nothingWouldBeSent: (whyClosed: string) => `Nothing would be sent: ${whyClosed}`,
    nothingOnRecordSoNothing: 'Nothing on record, so nothing may be sent.',
    anythingNotListedWasNever: 'Anything not listed was never granted, so it is not allowed.',
  },
  earlierRecords: {
    since: (recordId: string, arrivedAt: string) => `${recordId}, since ${arrivedAt}`,
    whatRecordsSaidBefore: 'What records said before',
    whatRecordsSaidBeforeHint: 'Kept for the record; the latest row of each counts.',
  },
  exportDialog: {
    listFileHoldsOnlyWhom: (nPeople: number) =>
      `${formatCounted(nPeople, 'person is', 'people are')} in the list. The file holds only whom you may write to for what you say here. Consent may be withdrawn the day after: take a new file each time.`,
    whatFor: 'What for',
    whatForDescription: 'All that is chosen must be agreed to.',
    eMail: 'E-mail',
    textMessage: 'Text message',
    byWhichWay: 'By which way',
    leftOutNothingMaySent: (nLeftOut: number) =>
      `${formatCounted(nLeftOut, 'person is', 'people are')} left out: nothing may be sent to them for this. The record says that you took the file.`,
    inTheFile: (nPeople: number) => `${formatCounted(nPeople, 'person is', 'people are')} in the file`,
    cancel: 'Cancel',
    close: 'Close',
    makeTheFile: 'Make the file',
    takePeopleAlongAsFile: 'Take people along as a file',
  },
  household: {
    household: 'Household',
  },
  joinReasons: {
    and: 'and',
    onlyOneRecordSpeaksThis: 'Only one record speaks of this person, so nothing was joined.',
    noReasonOnRecordFor: 'No reason is on record for this join.',
    alike: (score: string) => `${score} alike`,
    links: 'Links',
    keptApart: 'Kept apart',
  },
  nameOf: {
    noNameKnown: 'No name known',
  },
  peopleFilters: {
    by: (purpose: string, channel: string) => `${purpose} by ${channel}`,
    didNotAgree: (consent: string) => `Did not agree: ${consent}`,
    audience: 'Audience',
    audiencePlaceholder: 'any',
    audienceNotFound: 'No such audience',
    anyAudience: 'Any audience',
    agreedTo: 'Agreed to',
    agreedToPlaceholder: 'anything or nothing',
    whateverTheyAgreedTo: 'Whatever they agreed to',
    knownBy: 'Known by',
    knownByPlaceholder: 'any source',
    anySource: 'Any source',
    everybody: 'Everybody',
  },
  peopleList: {
    noEMail: 'no e-mail',
    nRecords: (value: number) => formatCounted(value, 'record', 'records'),
    foundBy: (foundBy: string) => `found by ${foundBy}`,
    noPeopleYet: 'No people yet',
    noPeopleYetText: (link: ReactNode) => <>They come of the records of your sources: {link}.</>,
    dropFileAndUnify: 'drop a file and unify people',
    nobodyIsLeft: 'Nobody is left',
    nobodyMatches: (q: string) => `Nobody matches “${q}”`,
    nobodyMeetsAllListNarrowed: 'Nobody meets all that the list is narrowed by: take one of it away.',
    tryPartNameEMail:
      'Try a part of the name, of the e-mail address or of the phone number, or the whole number of a customer or an order.',
    noun: 'people',
    one: 'person',
    peopleMatching: (q: string) => `People matching ${q}`,
    people: 'People',
    name: 'Name',
    nPeopleFound: (nTotal: number) => formatCounted(nTotal, 'person found', 'people found'),
  },
  peoplePage: {
    title: 'People',
    lede: 'Everyone your sources speak of, joined into one person each. Open one to see which records were joined and why.',
    searchPeople: 'Search people',
    searchPeoplePlaceholder: 'Name, e-mail, phone, customer or order number',
    clearSearch: 'Clear search',
    takeAlong: 'Take along…',
  },
  personPage: {
    loadingPerson: 'Loading person',
    from: (nRecords: number, nSources: number) =>
      `${formatCounted(nRecords, 'record', 'records')} from ${formatCounted(nSources, 'source', 'sources')}`,
    youAskedForItsRecords: (oldId: ReactNode, id: ReactNode) => (
      <>
        You asked for {oldId}. Its records now belong to {id}; old ids keep leading here.
      </>
    ),
    thisPersonHasNewId: 'This person has a new id',
    whatWeKnow: 'What we know',
    whatWeKnowHint: 'Each value with the source it was taken from and how fresh it is.',
    timeline: 'Timeline',
    timelineHint: 'Newest first.',
    audiences: 'Audiences',
    audiencesHint: 'Whether this person is in, and which conditions decide it.',
    campaigns: 'Campaigns',
    campaignsHint: 'What they got, in which arm, and what was refused and why.',
    consent: 'Consent',
    consentHint: 'What this person agreed to, by which way, with the evidence.',
    household: 'Household',
    householdHint: 'Who else lives there; each is a person of their own.',
    whyTheseRecordsOnePerson: 'Why these records are one person',
    personTruelift: 'Person · Truelift',
    people: 'People',
  },
  received: {
    heldOutGotNothing: 'Held out: got nothing',
    sent: 'Sent',
    notSent: 'Not sent',
    rejectedOnTheWay: 'Rejected on the way',
    waitsForItsHour: 'Waits for its hour',
    notKnownWhetherItArrived: 'Not known whether it arrived',
    onItsWay: 'On its way',
    noCampaignHasPlannedThis: 'No campaign has planned this person yet.',
    version: (version: number) => `, version ${version}`,
    armBy: (link: ReactNode, version: ReactNode, arm: string, channel: string, at: ReactNode) => (
      <>
        {link}
        {version}, arm {arm}, by {channel}
        {at}
      </>
    ),
  },
  records: {
    notThisPerson: 'Not this person',
    notThisPersonOf: (recordId: string) => `Not this person: ${recordId}`,
    tableOfRecords: 'Table of records',
  },
  recordsPanel: {
    applyOrTakeBack: 'Apply or take back',
    leavesThisPersonWhenAnswers: (record: ReactNode, link: ReactNode) => (
      <>
        {record} leaves this person when the answers are applied. {link}
      </>
    ),
    notedAndNotAppliedYet: 'Noted, and not applied yet',
    recordsSideBySide: 'Records side by side',
    recordsSideBySideHint: 'What each source says, kept as it came. Values that disagree are marked.',
  },
  showWhy: {
    loadingComparison: 'Loading comparison',
    hideWhy: 'Hide why',
    showWhy: 'Show why',
    hideWhyOf: (left: string, right: string) => `Hide why: ${left} and ${right}`,
    showWhyOf: (left: string, right: string) => `Show why: ${left} and ${right}`,
  },
  splitRecord: {
    keptApartFromThisPerson: (record: ReactNode, nOthers: number) => (
      <>
        {record} is kept apart from {formatCounted(nOthers, 'other record', 'other records')} of this person,
        whatever else speaks for it. It becomes a person of its own, or joins another, when the answers are
        applied on “Same person?”.
      </>
    ),
    nothingDeletedYouCanTake: 'Nothing is deleted, and you can take it back there at any time.',
    noteOptional: 'Note (optional)',
    noteOptionalPlaceholder: 'How you know',
    cancel: 'Cancel',
    notThisPerson: 'Not this person',
    askNotThisPerson: 'Not this person?',
  },
  takePerson: {
    fileIsMade: 'The file is made',
    recordSaysYouTook: 'The record says that you took it.',
    everythingHeldAsAFile: 'Everything held, as a file',
  },
  timeline: {
    nothingHasHappenedYet: 'Nothing has happened yet.',
    showAll: (n: string) => `Show all ${n}`,
  },
  traits: {
    nOtherValues: (n: number) => formatCounted(n, 'other value', 'other values'),
    chosenBecause: (why: string, rule: ReactNode) => (
      <>
        Chosen because {why} ({rule}).
      </>
    ),
    from: (value: ReactNode, recordIds: string) => (
      <>
        {value} from {recordIds}
      </>
    ),
    noSourceGaveValueYet: 'No source gave a value yet.',
    itsFile: ' (its file)',
  },
} as const;
