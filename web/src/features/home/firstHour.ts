import type { Schemas } from '../../api/client';

export interface Step {
  id: string;
  title: string;
  how: string;
  /** Where it is done. */
  href: string;
  isDone: boolean;
}

/** What somebody new does, in order, and what of it is done. */
export function stepsOf(state: Schemas['FirstHour']): Step[] {
  const steps: Step[] = [
    {
      id: 'data',
      title: 'Bring data in',
      how: 'Exports of your shop, mail tool and CRM; each column in doubt is asked about.',
      href: '/data',
      isDone: state.has_data,
    },
    {
      id: 'quarantine',
      title: 'Look at what was set aside',
      how: 'Rows that break a contract wait in quarantine, by cause; mend or discard them.',
      href: '/quarantine',
      isDone: state.has_data && state.n_quarantined === 0,
    },
    {
      id: 'people',
      title: 'Make people of records',
      how: 'Unify finds out which records are one person; look one up.',
      href: '/people',
      isDone: state.n_people > 0,
    },
    {
      id: 'audience',
      title: 'Say whom it is for',
      how: 'Write an audience in sentences, and see how many you may write to.',
      href: '/audiences',
      isDone: state.n_audiences > 0,
    },
    {
      id: 'words',
      title: 'Say how you speak',
      how: 'A voice, the facts you may state, a prompt.',
      href: '/definitions',
      isDone: state.has_words,
    },
    {
      id: 'pilot',
      title: 'Plan a pilot',
      how: 'One idea against what you do today and against sending nothing, with its rule.',
      href: '/pilots',
      isDone: state.n_pilots > 0,
    },
    {
      id: 'line',
      title: 'Write lines and choose one',
      how: 'Every line is checked against voice and facts; the rejected are shown, too.',
      href: '/pilots',
      isDone: state.has_line,
    },
    {
      id: 'team',
      title: 'Invite somebody who approves',
      how: 'Nobody approves their own work.',
      href: '/team',
      isDone: state.n_members > 1,
    },
    {
      id: 'approval',
      title: 'Have it approved',
      how: 'The exact version, bound by its hash.',
      href: '/pilots',
      isDone: state.is_approved,
    },
    {
      id: 'release',
      title: 'Release it',
      how: 'Into the test inbox; arms are dealt by chance.',
      href: '/pilots',
      isDone: state.is_released,
    },
    {
      id: 'decision',
      title: 'Read it out and let the gate decide',
      how: 'When the outcome window is over; or rehearse it on simulated outcomes.',
      href: '/pilots',
      isDone: state.is_decided,
    },
  ];
  return steps;
}

/** Whether the guide is still of use: nothing was decided yet. */
export function isNew(state: Schemas['FirstHour']): boolean {
  return !state.is_decided;
}
