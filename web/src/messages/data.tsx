// tidy: list
import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../lib/count';

/** The words of data, by the file that shows them. */
export const data = {
  columnRole: {
    rowsOwnNumber: 'The row’s own number',
    eventsOwnId: 'The event’s own id',
    customerNumber: 'Customer number',
    eMailAddress: 'E-mail address',
    phoneNumber: 'Phone number',
    firstName: 'First name',
    lastName: 'Last name',
    wholeName: 'Whole name',
    dayOfBirth: 'Day of birth',
    yearOfBirth: 'Year of birth',
    monthOfBirth: 'Month of birth',
    dayMonthBirth: 'Day of the month of birth',
    street: 'Street',
    city: 'City',
    stateOrProvince: 'State or province',
    postcode: 'Postcode',
    country: 'Country',
    browserOrDevice: 'Browser or device',
    whenRowWasLastChanged: 'When the row was last changed',
    whenItHappened: 'When it happened',
    whatHappened: 'What happened',
    amountOfMoney: 'Amount of money',
    currency: 'Currency',
    whatWasBoughtAsList: 'What was bought, as a list',
    productName: 'Product: name',
    productSku: 'Product: SKU',
    productId: 'Product: id',
    productHowMany: 'Product: how many',
    productPrice: 'Product: price',
    consentForWhat: 'Consent: for what',
    consentByWhichWay: 'Consent: by which way',
    consentYesOrNo: 'Consent: yes or no',
    consentEMailYesOr: 'Consent to e-mail: yes or no',
    consentTextMessagesYesOr: 'Consent to text messages: yes or no',
    consentLettersYesOrNo: 'Consent to letters: yes or no',
    consentPushMessagesYesOr: 'Consent to push messages: yes or no',
    doNotContactAtAll: 'Do not contact at all',
    consentItsProof: 'Consent: its proof',
    keptAsItIs: 'Kept as it is',
    notUsed: 'Not used',
  },
  columnTable: {
    emptyInTheFirstRows: 'Empty in the first rows',
    whatIs: (name: string) => `What is ${name}?`,
    columns: 'Columns',
  },
  dataPage: {
    find: 'Find a source',
    state: 'Where it stands',
    anyState: 'Anywhere',
    rowsWait: 'Rows wait in quarantine',
    asTheyCame: 'As they were added',
    byName: 'By name',
    latestFirst: 'Latest file first',
    mostSetAside: 'Most set aside first',
    by: (link: ReactNode, bytes: string, by: string, moment: ReactNode) => (
      <>
        {link}, {bytes}, by {by}, {moment}
      </>
    ),
    waitingToBeImported: 'Waiting to be imported',
    waitingToBeImportedHint: 'Files that were given. They are kept for a day.',
    noun: 'sources',
    noDataYet: 'No data yet',
    beginWithListCustomersThen:
      'Begin with a list of customers, then their orders, then who agreed to be written to. Each file becomes a source with a contract: what its columns mean. Later exports are dropped in the same way, and only what is new or changed comes in.',
    title: 'Data',
    lede: 'Where it comes from and how fresh it is. Drop a file, answer what it does not say, look at what would come in, import it.',
    sources: 'Sources',
    activity: 'Activity',
  },
  draftPanels: {
    whatFileDoesNotSay: 'What the file does not say',
    everythingWasClearFromIts: 'Everything was clear from its columns and values.',
    allAnsweredChangeWhatNot: 'All answered. Change what is not right.',
    open: (nOpen: number, nAnswered: number) => {
      const open = `${formatCounted(nOpen, 'question is', 'questions are')} open`;
      return nAnswered === 0 ? `${open}.` : `${open}, ${formatCount(nAnswered)} answered.`;
    },
    whatEachColumnIs: 'What each column is',
    whatEachColumnIsHint: 'Read from its name and values. Correct what is wrong.',
    hide: 'Hide',
    show: (n: number) => `Show ${formatCounted(n, 'column', 'columns')}`,
    nameOfTheSource: 'Name of the source',
    thisBecomesItsNextVersion:
      'This becomes its next version, and later files are read by it. Give another name if this is something else.',
    isThereAlready: (name: string) => `“${name}” is there already`,
    whatIsItCalled: 'What is it called?',
    whatIsItCalledHint:
      'A name for where this file comes from. Later exports of the same kind come in under it.',
    answerWhatOpenSeeFirst: 'Answer what is open to see the first rows.',
    sayWhatItsColumnsSee: 'Say what its columns are to see the first rows.',
    whatWouldComeIn: 'What would come in',
    whatWouldComeInHint: 'The first rows, read as the import reads them.',
  },
  dropZone: {
    dropAFileHere: 'Drop a file here',
    exportYourShopCrmOr:
      'An export of your shop, CRM or mail tool, as it came: CSV, Excel, JSON or Parquet, up to 2 GB. You are asked what the file does not say, and see what would come in before anything does.',
    chooseAFile: 'Choose a file',
    giving: (name: string) => `Giving ${name}`,
    cancel: 'Cancel',
    filesToImport: 'Files to import',
  },
  filePage: {
    itIsAnotherFileOf: (match: string) => `It is another file of ${match}`,
    itIsSomethingElse: 'It is something else',
    whichSource: 'Which source',
    doYouKnowThisFile: 'Do you know this file?',
    doYouKnowThisFileHint: 'It has the columns of a source that is here already: its contract can read it.',
    readingTheFile: 'Reading the file',
    fileDiscarded: 'File discarded',
    nothingOfItWasKept: 'Nothing of it was kept.',
    loadingTheFile: 'Loading the file',
    title: 'This file is not here any more',
    lede: 'It was imported or discarded, or it waited for more than a day.',
    backToTheData: 'Back to the data',
    givenByNothingYet: (bytes: string, by: string, moment: ReactNode) => (
      <>
        {bytes}, given by {by}, {moment}. Nothing of it is in yet.
      </>
    ),
    discardTheFile: 'Discard the file',
    nothingKeptNorWhatYou: (name: string) =>
      `Nothing of “${name}” is kept, nor what you answered about it. To bring it in later it has to be given again.`,
    keepIt: 'Keep it',
    discardIt: 'Discard it',
    askDiscard: 'Discard the file?',
  },
  giveFile: {
    thisFileCannotBeGiven: 'This file cannot be given',
    isEmpty: (name: string) => `\`${name}\` is empty`,
    exportAgainLookWhetherHas:
      'export it again, and look whether it has rows; a folder cannot be dropped, its files can',
    hasMoreThan2Gb: (name: string) => `\`${name}\` has more than 2 GB`,
    exportPartsOrImportOn: 'export it in parts, or import it on the server with `truelift collect import`',
    wasNotGivenItsEnd: (name: string) => `\`${name}\` was not given to its end`,
    dropItOnceMore: 'drop it once more',
  },
  importOutcome: {
    mendedOrDiscardedBefore: 'mended or discarded before',
    noLongerInQuarantine: 'no longer in quarantine',
    new: 'new',
    changed: 'changed',
    knownAlready: 'known already',
    repeatedInTheFile: 'repeated in the file',
    setAside: 'set aside',
    consentNoCountsFromNow: (nGranted: number, nWithdrawn: number) =>
      `Consent: ${formatCounted(nGranted, 'new yes', 'new yeses')} and ${formatCounted(nWithdrawn, 'new no', 'new noes')}. A no counts from now on.`,
    unreadAnswers: (n: number) =>
      `${formatCounted(n, 'answer is', 'answers are')} in words that nobody has read. Whoever gave ${n === 1 ? 'it' : 'them'} gets nothing until then: say in the contract what the words mean, and read the file again.`,
    undatedYes: (n: number) =>
      `${formatCounted(n, 'yes says', 'yeses say')} not when: older than every no, so that ${n === 1 ? 'it opens' : 'they open'} nothing where one is known. If the file has a column with their moment, name it in the contract and read the file again.`,
    noesOfNobody: (nUnknown: number, nNoes: number, examples: string) =>
      `${formatCount(nUnknown)} of ${formatCounted(nNoes, 'no', 'noes')} name nobody who is known yet, and count once somebody is. If these are customers, look how their numbers and addresses are written: ${examples}`,
    sayNothing: 'say nothing of consent',
    sayNoBeside: 'say no in another column',
    linesThatSayNo: (lines: string, nClosing: number) =>
      `${formatCounted(nClosing, 'row says', 'rows say')} no: line ${lines}. That counts, whether or not a row is set aside.`,
    nSetAside: (nRows: number) => `${formatCounted(nRows, 'row', 'rows')} set aside`,
    mendThemInTheQuarantine: 'Mend them in the quarantine',
    seeThePeople: 'See the people',
    importCannotUndoneRowsNever:
      'An import cannot be undone: rows are never taken out or rewritten. The file itself is kept, and can be read again by a mended contract from the list of sources.',
    whatCameOfIt: 'What came of it',
    thisFileWasImportedBefore: 'This file was imported before: nothing changed.',
    everyOneAccountedFor: (nRows: number) =>
      `${formatCounted(nRows, 'row', 'rows')}, every one accounted for.`,
  },
  importPage: {
    startAgain: 'Start again',
    seeTheQuarantine: 'See the quarantine',
    loadingTheImport: 'Loading the import',
    youMayCloseThisPage: '. You may close this page: it goes on.',
    startedBy: (by: string, at: ReactNode, more: ReactNode) => (
      <>
        Started by {by}, {at}
        {more}
      </>
    ),
    log: 'Log',
    logHint: 'What happened on the way.',
    backToTheData: 'Back to the data',
  },
  knownSource: {
    readingTheFile: 'Reading the file',
    whatWouldComeIn: 'What would come in',
    whatWouldComeInHint: (source: string) => `The first rows, read by the contract of ${source}.`,
    importTheFile: 'Import the file',
    rowsKnownStayAsThey: 'Rows that are known stay as they are; what is new or changed comes in.',
  },
  newSource: {
    readingTheFile: 'Reading the file',
    takeAllAnswersBack: 'Take all answers back',
    answersTakenBack: 'All answers are taken back',
    fileIsReadWithoutThem: 'The file is read without them.',
    importTheFile: 'Import the file',
    readingFileWithYourAnswers: 'Reading the file with your answers…',
    answerWhatIsOpenFirst: 'Answer what is open first.',
    sayWhatItsColumnsFirst: 'Say what its columns are first.',
    rowsCannotTakenOutAgain: 'Rows cannot be taken out again once they are in.',
  },
  previewTable: {
    comesIn: 'Comes in',
    saysNo: 'Says no',
    setAsideButNo: (why: string) => `Set aside: ${why} Its no counts all the same.`,
    setAside: (why: string) => `Set aside: ${why}`,
    readAs: (value: string) => `read as ${value}`,
    line: 'Line',
    whatBecomesOfIt: 'What becomes of it',
    allFirstWouldCome: (nRows: number) =>
      `All of the first ${formatCounted(nRows, 'row', 'rows')} would come in.`,
    firstWouldSetAsideThey: (nRows: number, nRejected: string) =>
      `Of the first ${formatCounted(nRows, 'row', 'rows')} ${nRejected} would be set aside: they go into quarantine, where they can be mended.`,
    ofThemSayNo: (nClosing: number) =>
      `${formatCounted(nClosing, 'row says', 'rows say')} no: that counts, whether or not a row is set aside.`,
    ofThemSayNothing: (nSilent: number) =>
      `${formatCounted(nSilent, 'row says', 'rows say')} nothing of consent, and nothing else of them is read.`,
    firstRows: 'First rows',
    furtherRowsWouldSetAside: 'Further rows that would be set aside',
    rowsWouldSetAside: 'Rows that would be set aside',
  },
  /** Questions about a file by what they are about. */
  asked: {
    rows: 'What is a row of this file?',
    purpose: 'What may they be contacted for?',
    channel: 'By which way may they be contacted?',
    action: 'What does being in this file mean?',
  } as Record<string, string>,
  /** What helps whoever cannot answer. */
  hints: {
    action:
      'Does a column say yes or no for each of them? Then leave this open, and choose “Consent: yes or no” for that column below.',
  } as Record<string, string>,
  questionField: {
    waitsForYou: 'Waits for you: the file does not say, and nothing is taken for it.',
    inTheFile: 'In the file:',
    takenUnlessYouSayOtherwise: 'Taken unless you say otherwise.',
    choose: 'Choose…',
  },
  textsField: {
    hint: 'Tick each text that says that somebody wants nothing, or has died. Whoever it is about is not written to; the others are kept as read.',
    find: 'Find a text',
    noneSaysNo: 'None of them says no',
    theseSayNo: (n: number) =>
      n === 0 ? 'The ticked ones say no' : n === 1 ? 'The ticked one says no' : `The ${n} ticked say no`,
    saidNone: 'Answered: none of them says no. Tick texts to change it.',
    said: (n: number) =>
      `Answered: ${n} ${n === 1 ? 'text says' : 'texts say'} no. Tick others to change it.`,
    notSaidYet: (n: number) => (n === 0 ? 'Not answered yet.' : `${n} ticked, not answered yet.`),
    nothingFound: 'No text has these words.',
    shown: (n: number, of: number) => `${n} of ${of} texts`,
  },
  /** As `textsField`, of values in columns that have few of them. */
  valuesField: {
    hint: 'Tick each value that says that somebody wants nothing, or has died. Whoever has it is not written to; the others are kept as read.',
    find: 'Find a value',
    noneSaysNo: 'None of them says no',
    theseSayNo: (n: number) =>
      n === 0 ? 'The ticked ones say no' : n === 1 ? 'The ticked one says no' : `The ${n} ticked say no`,
    saidNone: 'Answered: none of them says no. Tick values to change it.',
    said: (n: number) =>
      `Answered: ${n} ${n === 1 ? 'value says' : 'values say'} no. Tick others to change it.`,
    notSaidYet: (n: number) => (n === 0 ? 'Not answered yet.' : `${n} ticked, not answered yet.`),
    nothingFound: 'No value has these words.',
    shown: (n: number, of: number) => `${n} of ${of} values`,
  },
  readAgain: {
    readAgain: 'Read again',
    everyFileCameKeptThey:
      'Every file that came is kept. They are read again, in their order, by the contract as it is now: rows that it reads otherwise change, those it mends leave the quarantine, and nothing comes in twice.',
    cancel: 'Cancel',
    readThemAgain: 'Read them again',
    readTheFilesOfAgain: (title: string) => `Read the files of “${title}” again?`,
  },
  sourceList: {
    nothingCameYet: 'Nothing came yet',
    late: 'Late',
    fresh: 'Fresh',
    postsEventsWithWriteKey: 'Posts events with a write key.',
    noFileWasImportedYet: 'No file was imported yet: drop one above.',
    by: (by: string) => `by ${by}`,
    nRows: (nRows: number) => formatCounted(nRows, 'row', 'rows'),
    setAside: (share: string) => `, ${share} set aside`,
    usuallyEvery: (usualGapDays: number) => `; usually every ${formatCounted(usualGapDays, 'day', 'days')}`,
    inQuarantine: (nWaiting: number) => `${formatCounted(nWaiting, 'row', 'rows')} in quarantine`,
    sources: 'Sources',
  },
  startImport: {
    draftedFrom: (fileName: string) => `drafted from ${fileName}`,
  },
  unifyPanel: {
    seeThePeople: 'See the people',
    answerWhatIsNotSure: 'Answer what is not sure',
    comparesEverybodyWithEverybodyWho:
      'It compares everybody with everybody who may be the same: seconds for a small shop, minutes for a million people. Nobody’s record is changed, and rulings can be taken back.',
    makePeopleOfIt: 'Make people of it',
    makePeopleOfItHint:
      'Records of several sources that speak of one person become that person. What members said of them holds.',
    unifyPeople: 'Unify people',
  },
} as const;
