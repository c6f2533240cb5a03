// tidy: list
import { formatCount, formatCounted } from '../lib/count';

/** The words of record, by the file that shows them. */
export const record = {
  recordPage: {
    recordDoesNotHold: 'The record does not hold',
    itsEndNotedNowhereYet: 'Its end is noted nowhere yet; the next decision notes it.',
    entryNotedOutsideTableSo: (anchoredSeq: number) =>
      `Entry ${anchoredSeq} is noted outside the table, so a cut end would show.`,
    noEntryWasChangedRemoved: (anchored: string) =>
      `No entry was changed, removed or moved, and what decisions and sends rest on is as the entries tell. ${anchored}`,
    recordHolds: 'The record holds',
    writtenByEarlierVersionCovered: (notYetCovered: string) =>
      `Written by an earlier version, and covered from the next change on: ${notYetCovered}`,
    whatThisDoesNotProve: 'What this does not prove',
    whatThisDoesNotProveHint: "Whoever has the chain's key can forge it all the same.",
    nEntries: (nEntries: number) => formatCounted(nEntries, 'entry', 'entries'),
    newestFirst: 'The newest first.',
    newestOf: (n: number) => `The newest ${formatCount(n)} are shown and looked through here.`,
    find: 'Find an entry',
    who: 'By whom',
    anybody: 'Anybody',
    about: 'About what',
    anything: 'Anything',
    /** What an entry is about, by the first word of its action. */
    abouts: {
      audit: 'The record itself',
      campaign: 'Releases',
      definition: 'Definitions',
      holdouts: 'Holdouts',
      job: 'Jobs',
      key: 'Write keys',
      line: 'Lines',
      member: 'Members',
      people: 'People',
      person: 'One person',
      pilot: 'Pilots',
      quarantine: 'Quarantine',
      record: 'Sums of rows',
      workspace: 'The workspace',
    },
    verifyingTheRecord: 'Verifying the record',
    title: 'The record',
    lede: 'Every decision as it was made, every change of what it rests on, and whether all of it is still so.',
  },
} as const;
