// tidy: list
import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../lib/count';

/** The words of the first page. */
export const home = {
  title: 'Home',
  loading: 'Loading home',
  waiting: {
    title: 'Waits for you',
    none: 'Nothing waits for you.',
    others: (n: number) => formatCounted(n, 'more waits for somebody else', 'more wait for somebody else'),
    own: 'You asked for it, so somebody else has to approve it.',
    whoMay: (who: string) => `For ${who}.`,
    since: (day: ReactNode) => <>since {day}</>,
    /** What waits, by what has to be done. */
    tasks: {
      write_lines: (name: string) => `${name} has no lines yet`,
      choose_line: (name: string) => `${name} has no line that may be sent`,
      ask_approval: (name: string) => `${name} is ready: ask for approval`,
      approve: (name: string) => `${name} waits for approval`,
      release: (name: string) => `${name} is approved and not released`,
      read_out: (name: string) => `${name} can be read out`,
      decide: (name: string) => `${name} was read out: let its gate decide`,
      pairs: (_name: string, n: number) =>
        formatCounted(n, 'pair of records may be one person', 'pairs of records may be one person each'),
      quarantine: (_name: string, n: number) =>
        formatCounted(n, 'row is in quarantine', 'rows are in quarantine'),
      definition: (name: string) => `${name} cannot be used`,
      draft: (name: string) => `The draft of ${name} is not applied`,
    },
  },
  demo: {
    title: 'Look at the demo’s world',
    hint: 'A made-up shop with 20,000 people and a pilot from data to decision, in a workspace of its own. It takes a few minutes, mixes with nothing of yours, and can be removed again.',
    make: 'Make the demo’s world',
    isBeingMade: 'It is being made',
    open: (name: string, id: string) => `Open ${name} (${id})`,
    askAnAdmin: 'An admin can make it.',
  },
  pilots: {
    title: 'What runs',
    hint: 'Work that takes time, and every pilot: where it stands, what it brought, what its gate said.',
    noneTitle: 'No pilot yet',
    none: 'No pilot yet: a pilot tries one idea against what you do today and against sending nothing.',
    counts: (nSent: number, nHeldOut: number, nSuppressed: number) =>
      `${formatCounted(nSent, 'message sent', 'messages sent')} · ${formatCount(nHeldOut)} held out · ${formatCount(nSuppressed)} held back by the gate`,
    planned: 'Not released yet.',
    readableFrom: (day: ReactNode) => <>can be read out from {day}</>,
    gate: { scale: 'Gate: scale', iterate: 'Gate: iterate', stop: 'Gate: stop' },
  },
  jobs: {
    by: (by: string) => `started by ${by}`,
    progress: (title: string) => `Progress of ${title}`,
  },
  programme: {
    title: 'All pilots together',
    loading: 'Loading the programme',
    hint: 'With the luck taken off; whoever wins was lucky as well as good.',
    none: 'There is no number yet: it comes when pilots are read out.',
    link: 'How it comes about',
    people: (n: string) => `${n} people`,
  },
  changed: {
    title: 'What changed',
    hint: 'From the record, the newest first.',
    none: 'Nothing happened yet.',
    link: 'The whole record',
  },
  firstHour: {
    title: 'Your first hour',
    hint: (nDone: number, nAll: number) =>
      `From nothing to a decision; each step leads to its page. ${formatCounted(nDone, `step of ${formatCount(nAll)} is`, `steps of ${formatCount(nAll)} are`)} done.`,
    next: 'Next',
    isDone: 'Done',
    steps: {
      data: {
        title: 'Bring data in',
        how: 'Exports of your shop, mail tool and CRM; each column in doubt is asked about.',
      },
      quarantine: {
        title: 'Look at what was set aside',
        how: 'Rows that break a contract wait in quarantine, by cause; mend or discard them.',
      },
      people: {
        title: 'Make people of records',
        how: 'Unify finds out which records are one person; look one up.',
      },
      audience: {
        title: 'Say whom it is for',
        how: 'Write an audience in sentences, and see how many you may write to.',
      },
      words: {
        title: 'Say how you speak',
        how: 'A voice, the facts you may state, a prompt.',
      },
      pilot: {
        title: 'Plan a pilot',
        how: 'One idea against what you do today and against sending nothing, with its rule.',
      },
      line: {
        title: 'Write lines and choose one',
        how: 'Every line is checked against voice and facts; the rejected are shown, too.',
      },
      team: {
        title: 'Invite somebody who approves',
        how: 'Nobody approves their own work.',
      },
      approval: {
        title: 'Have it approved',
        how: 'The exact version, bound by its hash.',
      },
      release: {
        title: 'Release it',
        how: 'Into the test inbox; arms are dealt by chance.',
      },
      decision: {
        title: 'Read it out and let the gate decide',
        how: 'When the outcome window is over; or rehearse it on simulated outcomes.',
      },
    },
  },
} as const;
