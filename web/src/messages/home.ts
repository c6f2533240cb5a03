import type { Message } from '../lib/say';
import type { Schemas } from '../api/client';

type Task = Schemas['Task'];

/** What waits, by what has to be done. `name` is what it is of. */
const tasks: Record<Task, Message> = {
  write_lines: '{name} has no lines yet',
  choose_line: '{name} has no line that may be sent',
  ask_approval: '{name} is ready: ask for approval',
  approve: '{name} waits for approval',
  release: '{name} is approved and not released',
  read_out: '{name} can be read out',
  decide: '{name} was read out: let its gate decide',
  pairs: {
    one: '{n} pair of records may be one person',
    other: '{n} pairs of records may be one person each',
  },
  quarantine: { one: '{n} row is in quarantine', other: '{n} rows are in quarantine' },
  definition: '{name} cannot be used',
  draft: 'The draft of {name} is not applied',
};

/** What happened, by its entry in the audit chain; `subject` is what it was done to. */
/** The words of the first page. */
export const home = {
  title: 'Home',
  waiting: {
    title: 'Waits for you',
    none: 'Nothing waits for you.',
    others: { one: '{n} more waits for somebody else', other: '{n} more wait for somebody else' },
    own: 'You asked for it, so somebody else has to approve it.',
    whoMay: 'For {who}.',
    since: 'since',
    tasks,
  },
  pilots: {
    title: 'What runs',
    hint: 'Work that takes time, and every pilot: where it stands, what it brought, what its gate said.',
    none: 'No pilot yet: a pilot tries one idea against what you do today and against sending nothing.',
    sent: { one: '{n} message sent', other: '{n} messages sent' },
    heldOut: '{n} held out',
    suppressed: '{n} held back by the gate',
    planned: 'Not released yet.',
    notMeasured: 'Not measured yet.',
    readableFrom: 'can be read out from',
    gate: { scale: 'Gate: scale', iterate: 'Gate: iterate', stop: 'Gate: stop' },
  },
  jobs: {
    by: 'started by {by}',
    progress: 'Progress of {title}',
  },
  programme: {
    title: 'All pilots together',
    hint: 'With the luck taken off; whoever wins was lucky as well as good.',
    none: 'There is no number yet: it comes when pilots are read out.',
    link: 'How it comes about',
  },
  changed: {
    title: 'What changed',
    hint: 'From the record, the newest first.',
    none: 'Nothing happened yet.',
    link: 'The whole record',
  },
  firstHour: {
    title: 'Your first hour',
    hint: 'From nothing to a decision; each step leads to its page.',
    done: { one: '{n} step of {of} is done', other: '{n} steps of {of} are done' },
    next: 'Next',
    isDone: 'Done',
    demo: 'To look around first: `truelift demo` makes a whole simulated world in a folder of its own, with a pilot from data to decision.',
  },
} as const;
