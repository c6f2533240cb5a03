// tidy: list
import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../lib/count';

/** The words of definitions, by the file that shows them. */
export const definitions = {
  applyDialog: {
    versionCountsFromNowOn: (version: number) => `Version ${version} counts from now on`,
    itStandsInTheRecord: 'It stands in the record.',
    whatChanges: 'What changes',
    itIsUsedBy: 'It is used by',
    why: 'Why',
    whyDescription: 'Every version keeps it, for whoever looks back.',
    nobodyWrittenByThisYou: 'Nobody is written to by this. You can go back to any earlier version.',
    cancel: 'Cancel',
    apply: 'Apply',
    applyNamed: (name: string) => `Apply ${name}`,
  },
  definitionPage: {
    moreAbout: (name: string) => `More about ${name}`,
    rename: 'Rename…',
    delete: 'Delete…',
    version: (version: number) => `Version ${version}`,
    appliedBy: (by: string, moment: ReactNode, reason: ReactNode) => (
      <>
        Applied by {by}, {moment}
        {reason}
      </>
    ),
    draftOf: (by: string, moment: ReactNode) => (
      <>
        Draft of {by}, {moment}
      </>
    ),
    usedBy: 'Used by',
    lede: (one: string) =>
      `There is no ${one} of this name now. If it was deleted, any version of it can be restored.`,
    loadingTheDefinition: 'Loading the definition',
    formAndText: 'Form and text',
    history: 'History',
  },
  definitionsPage: {
    find: 'Find a definition',
    ofKind: 'Kind',
    anyKind: 'Any kind',
    state: 'Where it stands',
    anyState: 'Anywhere',
    broken: 'Has errors',
    unused: 'Used by nothing',
    byName: 'By name',
    lastChanged: 'Last changed first',
    itCannotBeUsed: (errors: string) => `It cannot be used: ${errors}`,
    draftHas: (nErrors: number) => `The draft has ${formatCounted(nErrors, 'error', 'errors')}`,
    noPilotUsesIt: 'No pilot uses it',
    nothingYet: 'Nothing yet.',
    new: 'New',
    newOf: (one: string) => `New: ${one}`,
    noun: 'definitions',
    beginWithWorkspaceSettingsThen:
      'Begin with the workspace settings, then with the contract of a source: what the columns of your file mean. Each new one begins from an example that you change.',
    nothingIsDefinedYet: 'Nothing is defined yet',
    title: 'Definitions',
    lede: 'Everything this workspace works by. What you write is a draft until you apply it; every version stays, with who, when and why.',
  },
  dependents: {
    draft: ' (a draft)',
    released: ' (released)',
  },
  discardButton: {
    draftDropped: 'Draft dropped',
    nothingOfItIsLeft: 'Nothing of it is left.',
    whatCountsIsUnchanged: 'What counts is unchanged.',
    dropTheDraft: 'Drop the draft',
  },
  editTab: {
    draftSaved: 'Draft saved',
    everyMemberSeesCountsOnce: 'Every member sees it; it counts once it is applied.',
    saveDraft: 'Save draft',
    apply: 'Apply…',
    undoMyChanges: 'Undo my changes',
    bringMyChangesBack: 'Bring my changes back',
    notSaved: 'Not saved. This browser keeps it for you.',
    stillThere: 'What you wrote before is back. It is not saved.',
    loadingTheForm: 'Loading the form',
    form: 'Form',
    yamlOf: (name: string) => `YAML of ${name}`,
    loadingTheEditor: 'Loading the editor',
    tabIndentsEscapeThenTab: 'Tab indents; Escape and then Tab leaves the text.',
    text: 'Text',
  },
  historyTab: {
    loadingWhatChanged: 'Loading what changed',
    whatVersionChanged: (version: number) => `What version ${version} changed`,
    version: (version: number) => `Version ${version}`,
    countsNow: 'Counts now',
    deleted: 'Deleted',
    from: (origin: string) => `From ${origin}. `,
    linesAddedRemoved: (origin: ReactNode, nAdded: number, nRemoved: number) => (
      <>
        {origin}
        {formatCount(nAdded)} lines added, {formatCount(nRemoved)} removed
      </>
    ),
    hideWhatChanged: 'Hide what changed',
    showWhatChanged: 'Show what changed',
    restore: 'Restore…',
    loadingTheHistory: 'Loading the history',
    wasNeverAppliedSoHas: 'It was never applied, so it has no versions yet.',
    versions: 'Versions',
  },
  kinds: {
    workspace: {
      one: 'Workspace settings',
      within: 'workspace settings',
      many: 'Workspace settings',
      hint: 'Where your people are at home, what you contact them for, how often and when.',
    },
    source: {
      one: 'Contract of a source',
      within: 'contract of a source',
      many: 'Contracts of sources',
      hint: 'What each column of a file means, and what is wrong with a row.',
    },
    survivorship: {
      one: 'Which value wins',
      within: 'which value wins',
      many: 'Which value wins',
      hint: 'Whose word counts when sources say different things of one person.',
    },
    audience: {
      one: 'Audience',
      within: 'audience',
      many: 'Audiences',
      hint: 'Whom you want to reach.',
    },
    voice: {
      one: 'Brand voice',
      within: 'brand voice',
      many: 'Brand voices',
      hint: 'How the brand speaks, and what it never says.',
    },
    facts: {
      one: 'Fact sheet',
      within: 'fact sheet',
      many: 'Fact sheets',
      hint: 'What may be claimed: offers, facts and links.',
    },
    prompt: {
      one: 'Prompt',
      within: 'prompt',
      many: 'Prompts',
      hint: 'What a model is told when it writes.',
    },
    holdouts: {
      one: 'Holdouts',
      within: 'holdouts',
      many: 'Holdouts',
      hint: 'Who gets nothing from any campaign, so that all of it can be measured.',
    },
    pilot: {
      one: 'Pilot',
      within: 'pilot',
      many: 'Pilots',
      hint: 'What is tried, on whom, how it is measured, and what decides.',
    },
  },
  lateNote: {
    putBothTogetherBeforeYou:
      'Put both together before you apply: nothing of theirs is lost that you do not see.',
    putBothTogether: 'Put both together',
    appliedVersionSinceThisDraft: (by: string, version: number) =>
      `${by} applied version ${version} since this draft was begun`,
  },
  mergeDialog: {
    nothing: '(nothing)',
    before: 'Before',
    yours: 'Yours',
    thatOf: (by: string) => `That of ${by}`,
    bothTheirsFirst: 'Both, theirs first',
    placeWhatIsTaken: (nth: number) => `Place ${nth}: what is taken?`,
    other: 'the other',
    at: (moment: ReactNode) => <>at {moment}</>,
    forYouSay: (n: number) => `, and ${formatCounted(n, 'place', 'places')} is for you to say.`,
    wroteAnotherTextNothingYours: (by: string, at: ReactNode, rest: string) => (
      <>
        {by} wrote another text{at}. Nothing of yours is lost: what only one of you changed is taken{rest}
      </>
    ),
    whatThisChangesText: (by: string) => `What this changes of the text of ${by}`,
    bothTogetherAgainstText: (by: string) => `Both together, against the text of ${by}`,
    notNow: 'Not now',
    stillOpen: (nOpen: number) => `${formatCounted(nOpen, 'place', 'places')} still open`,
    saveBothTogether: 'Save both together',
    somebodyElseChangedItMeanwhile: 'Somebody else changed it meanwhile',
  },
  newDialog: {
    name: 'Name',
    withItsVersionAtEnd: 'With its version at the end, as win-back.v1. It is the name of the file, too.',
    smallLettersDigitsHyphensName: 'Small letters, digits and hyphens. It is the name of the file, too.',
    thereOneThisNameOpen: 'There is one of this name: open it, or choose another.',
    beginFrom: 'Begin from',
    example: 'The example',
    copyOf: (name: string) => `A copy of ${name}`,
    cancel: 'Cancel',
    begin: 'Begin',
    new: (one: string) => `New: ${one}`,
  },
  problemList: {
    nothingIsWrong: 'Nothing is wrong',
    nErrors: (nErrors: number) => formatCounted(nErrors, 'error', 'errors'),
    nRemarks: (nWarnings: number) => formatCounted(nWarnings, 'remark', 'remarks'),
    checking: 'Checking…',
    error: 'Error',
    remark: 'Remark',
    lineColumn: (line: number, column: number) => `Line ${line}, column ${column}:`,
    checks: 'Checks',
  },
  removeDialog: {
    isDeleted: (name: string) => `${name} is deleted`,
    itsVersionsStayRestoreOne: 'Its versions stay: restore one at its address.',
    fromNowOnNothingFinds:
      'From now on nothing finds it. Every version stays in the history, and any of them can be restored.',
    itIsUsedBy: 'It is used by',
    deleteAllSameThesePilots: 'Delete it all the same: these pilots cannot be released without it',
    why: 'Why',
    cancel: 'Cancel',
    delete: 'Delete',
    deleteNamed: (name: string) => `Delete ${name}`,
  },
  renameDialog: {
    itIsCalled: (to: string) => `It is called ${to}`,
    whatNamedNamesAnew: 'What named it names it anew.',
    keepsItsNameSinceUsed: 'It keeps its name, since it is used by',
    changedWithIt: 'Changed with it:',
    newName: 'New name',
    why: 'Why',
    itsHistoryStaysWithOld: 'Its history stays with the old name and says where it went.',
    cancel: 'Cancel',
    rename: 'Rename',
    renameNamed: (name: string) => `Rename ${name}`,
  },
  restoreDialog: {
    versionCountsAgain: (version: number) => `Version ${version} counts again`,
    asVersionNothingHistoryLost: (version: number) =>
      `As version ${version}; nothing of the history is lost.`,
    itsTextBecomesNextVersion: 'Its text becomes the next version. What stands between stays in the history.',
    why: 'Why',
    cancel: 'Cancel',
    restore: 'Restore',
    restoreVersion: (version: number) => `Restore version ${version}`,
  },
  removeWorkspacePanel: {
    title: 'Remove this workspace',
    hint: 'It is simulated, so that it can be taken away with everything in it, for good.',
    removeEllipsis: 'Remove…',
    removeNamed: (name: string) => `Remove ${name}?`,
    allOfThisGoes: 'All of this goes:',
    whatGoes: (of: {
      n_people: number;
      n_members: number;
      n_definitions: number;
      n_files: number;
      n_consents: number;
      n_messages: number;
      n_entries: number;
    }) => [
      `${formatCounted(of.n_people, 'person', 'people')}, with their records, events and households`,
      formatCounted(of.n_members, 'member, who loses this workspace', 'members, who lose this workspace'),
      `${formatCounted(of.n_definitions, 'definition', 'definitions')}, with every version`,
      `${formatCounted(of.n_files, 'file that was taken in', 'files that were taken in')}, and their quarantine`,
      formatCounted(of.n_consents, 'line of the ledger of consents', 'lines of the ledger of consents'),
      `${formatCounted(of.n_messages, 'message', 'messages')}, with the inbox and every result`,
      `the record: ${formatCounted(of.n_entries, 'entry', 'entries')} of its audit chain`,
    ],
    itCannotBeUndone:
      'It cannot be undone. Where it was made from another workspace, that one’s record says that it was removed, and by whom.',
    writeItsName: (name: string) => `Write ${name} to say that this one is meant`,
    cancel: 'Cancel',
    remove: 'Remove it',
    isRemoved: (name: string) => `${name} is removed`,
    nothingOfItIsLeft: 'Nothing of it is left.',
    youAreIn: (name: string) => `Nothing of it is left. You are in ${name}.`,
  },
  settingsPage: {
    title: 'Workspace',
    lede: 'What holds for all of your work.',
    nothingIsSetYet: 'Nothing is set yet',
    nothingIsSetYetText:
      'The country your people are at home in (of it are phone numbers without a country), what you contact them for, and how often and when nobody may be contacted: a pilot may only be stricter.',
    beginFromAnExample: 'Begin from an example',
    loadingTheSettings: 'Loading the settings',
  },
  stateBadge: {
    draft: 'Draft',
    applied: 'Applied',
    draftOnTop: 'Draft on top',
  },
} as const;
