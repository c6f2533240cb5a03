// tidy: list
import type { ReactNode } from 'react';
import { formatCounted } from '../lib/count';

/** The words of components, by the file that shows them. */
export const components = {
  askDialog: {
    cancel: 'Cancel',
  },
  brand: {
    truelift: 'Truelift',
  },
  brokenNote: {
    cannotBeUsed: 'Cannot be used:',
  },
  chartCanvas: {
    chartAsImage: 'Chart as image',
  },
  csvButton: {
    tableAsCsv: 'Table as CSV',
  },
  dialog: {
    close: 'Close',
  },
  diffView: {
    added: 'added: ',
    removed: 'removed: ',
    nothingDiffers: 'Nothing differs.',
  },
  differsMark: {
    differs: 'differs',
  },
  editorSlot: {
    loadingTheEditor: 'Loading the editor',
  },
  estimateFigure: {
    ofPeople: 'of people',
    perPerson: 'per person',
    perPersonOfNoCurrency: 'of money per person; no currency is named',
    against: (metricLabel: string, arm: string, control: string) =>
      `${metricLabel}: ${arm} against ${control}`,
    readoutHasNoIntervalFor: 'the readout has no interval for it yet',
    thisNumberIsWithheld: 'This number is withheld',
    to: (level: string, ciLow: string, ciHigh: string, verdict: ReactNode) => (
      <>
        {level} {ciLow} to {ciHigh}
        {verdict}
      </>
    ),
    trueEffectKnownOnlyBecause: (truth: string) =>
      `▾ True effect ${truth}, known only because the data are simulated.`,
  },
  gateVerdict: {
    scale: 'Scale',
    /** The same within a sentence. */
    within: { scale: 'scale', iterate: 'iterate', stop: 'stop' },
    worksGiveMorePeople: 'It works: give it to more people.',
    iterate: 'Iterate',
    notSettledChangeSomethingTry: 'Not settled: change something and try again.',
    stop: 'Stop',
    itDoesHarmEndIt: 'It does harm: end it.',
    gateDecision: 'Gate decision',
    reasons: 'Reasons',
    ruleWrittenBeforePilotBegan: 'The rule, written before the pilot began',
    byOn: (by: string) => ` by ${by} on`,
    decided: (by: ReactNode, moment: ReactNode) => (
      <>
        Decided{by} {moment}
      </>
    ),
  },
  groupField: {
    addAPart: 'Add a part',
    addTo: (label: string) => `Add to ${label}`,
    leaveOut: (label: string) => `Leave out ${label}`,
  },
  intervalBar: {
    bestEstimate: (liftAbs: string) => `Best estimate ${liftAbs},`,
    fromTo: (level: string, ciLow: string, ciHigh: string) => `${level} from ${ciLow} to ${ciHigh}`,
    trueEffect: (truth: string) => `, true effect ${truth}`,
    noEffect: 'no effect',
  },
  jobLog: {
    nothingHasHappenedYet: 'Nothing has happened yet.',
    log: 'Log',
  },
  jobProgress: {
    of: (done: string, total: string, unit: string) => `${done} of ${total} ${unit}`,
    waitsForAnotherJobEnd: 'Waits for another job to end; it then begins by itself.',
    itBegins: 'it begins',
    stopsWhereItCan: 'Stops where it can…',
    stop: 'Stop',
  },
  known: {
    draftOnly: 'a draft: apply it first',
    times: (n: number) => `${formatCounted(n, 'time', 'times')} in the data`,
    known: (n: number) => `known of ${formatCounted(n, 'person', 'people')}`,
    people: (n: number) => formatCounted(n, 'person', 'people'),
    useTyped: (typed: string) => `Use “${typed}”`,
    nothingFits: 'Nothing here is called that.',
    choose: 'Choose…',
    chooseOrType: 'Choose or type…',
    /** What a value is that nothing stands behind any more. */
    gone: {
      definitions: (name: string) => `“${name}” does not exist any more: choose another one.`,
      text: (name: string) => `“${name}” is not in this definition any more: choose another one.`,
      data: (name: string) => `“${name}” is not in the data any more: choose another one.`,
      world: (name: string) => `“${name}” is not known: choose another one.`,
    },
    unseen: (name: string) => `Nothing in the data is called “${name}” yet.`,
    goneMark: 'not there any more',
    unseenMark: 'not in the data yet',
    /** Where there is nothing to choose from. */
    none: {
      audience: 'There is no audience yet.',
      voice: 'There is no brand voice yet.',
      facts: 'There is no fact sheet yet.',
      prompt: 'There is no prompt yet.',
      programmes: 'No programme is kept back from yet.',
      data: 'There are no data yet.',
      text: 'This definition has none yet: add one above.',
    },
    makeOne: 'Make one',
    importAFile: 'Import a file',
    ofProduct: 'Choose the event first, and its products are offered.',
  },
  momentField: {
    inYourTime: (zone: string, moment: string) => `In your time (${zone}): ${moment}.`,
  },
  listBar: {
    clear: 'Clear the search',
    order: 'Order',
    showAll: 'Show all',
    nothingFits: 'Nothing fits what you chose.',
  },
  listField: {
    addOne: 'Add one',
    addTo: (label: string) => `Add to ${label}`,
    list: 'List',
    moveUp: (nth: number) => `Move ${nth} up`,
    moveDown: (nth: number) => `Move ${nth} down`,
    takeOut: (nth: number) => `Take ${nth} out`,
  },
  listSkeleton: {
    loading: (noun: string) => `Loading ${noun}`,
  },
  loadMore: {
    of: (nTotal: string) => ` of ${nTotal}`,
    showing: (nShown: string, total: string, noun: string) => `Showing ${nShown}${total} ${noun}`,
    showMore: 'Show more',
  },
  mapField: {
    takeOut: 'Take out',
    anotherName: (of: string) => (of === '' ? 'Another name' : `Another name of ${of}`),
    add: 'Add',
    map: 'Map',
  },
  notices: {
    close: 'Close',
    nothingWasChanged: 'Nothing was changed.',
    undo: 'Undo',
  },
  numberField: {
    noNumber: (example: string) => `Not a number: write it as ${example}.`,
    wholeOnly: 'A whole number, please.',
    fewerDecimals: (n: number) =>
      n === 0
        ? 'Nothing behind the decimal mark, please.'
        : `At most ${formatCounted(n, 'digit', 'digits')} behind the decimal mark.`,
    atLeast: (least: string) => `${least} or more.`,
    atMost: (most: string) => `${most} or less.`,
    readAs: (number: string) => `Read as ${number}.`,
  },
  pageHeader: {
    truelift: (title: string) => `${title} · Truelift`,
  },
  pairWaterfall: {
    theyAreOnePerson: (probability: string) => `${probability} they are one person`,
    whatSpeaksForOnePerson: 'What speaks for one person (plus) and for two people (minus), in bits',
    compared: 'Compared',
    twoPeople: '◂ two people',
    onePerson: 'one person ▸',
    bits: 'Bits',
    allTogether: 'All together',
    eachBitForOnePerson:
      'Each bit for one person doubles the odds, each bit against halves them; zero is even.',
  },
  pilotStateBadge: {
    draft: 'Draft',
    running: 'Running',
    decided: 'Decided',
  },
  problemNote: {
    tryAgain: 'Try again',
  },
  recordTitle: {
    arrived: (moment: ReactNode) => <>arrived {moment}</>,
  },
  schemaForm: {
    mendThereFormBack: (why: string) => `${why}. Mend it there, and the form is back.`,
    lineTextCannotRead: (line: number) => `Line ${line} of the text cannot be read`,
  },
  useSwitch: {
    youAreIn: (name: string) => `You are in ${name}`,
    nothingOfTheOther: 'Nothing of the workspace you left is shown here.',
  },
  simulatedBadge: {
    seed: (seed: number) => ` (seed ${seed})`,
    simulatedData: 'Simulated data',
    madeByTrueliftsSimulatorNo: (world: string) =>
      `Made by Truelift’s simulator${world}: no real people, and the true effects are known.`,
  },
  stopJobDialog: {
    hasNotBegunNothingChanged: 'It has not begun: nothing is changed.',
    rowsStayTheyCannotTaken:
      'Rows that are in stay in: they cannot be taken out again. Start it again for the rest; nothing comes in twice.',
    asLongAsComparesPeople:
      'As long as it compares, people stay as they are. Once it writes people, it ends by itself.',
    whatWentOutOutNothing:
      'What went out is out. Nothing more is sent until somebody starts it again, and nobody gets it twice.',
    linesKeptWhenAllThem: 'Lines are kept when all of them are written: those from before stay.',
    lastReadoutStands: 'The last readout stands.',
    nothingKeptRehearsalBeforeStays: 'Nothing of it is kept; the rehearsal before it stays.',
    itGoesOnWhereItStopped:
      'The workspace stays, half filled. Start it again to go on, or remove it under Workspace.',
    letItRun: 'Let it run',
    stopIt: 'Stop it',
    stop: (title: string) => `Stop “${title}”?`,
  },
  valueField: {
    notWritten: 'not written',
    changedText: (label: ReactNode, value: string) => (
      <>
        {label}
        {value} (to be changed in the text)
      </>
    ),
  },
  variantField: {
    whichKind: 'Which kind',
  },
  viewMenu: {
    isRemoved: (name: string) => `The view “${name}” is removed`,
    listItselfUnchanged: 'The list itself is as it was.',
    views: 'Views',
    viewKeepsHowListNarrowed:
      'A view keeps how the list is narrowed, ordered and what it shows. Only you see yours.',
    removeTheView: (name: string) => `Remove the view ${name}`,
    keepWhatIsShownNow: 'Keep what is shown now…',
    name: 'Name',
    keep: 'Keep',
    keepThisView: 'Keep this view',
    renameTheView: (name: string) => `Rename the view ${name}`,
    renameThisView: 'Rename this view',
    rename: 'Rename',
    cancel: 'Cancel',
    nameIsTaken: 'There is a view of this name already.',
  },
} as const;
