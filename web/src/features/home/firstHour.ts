import type { Schemas } from '../../api/client';
import { home } from '../../messages/home';

const words = home.firstHour.steps;

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
      title: words.data.title,
      how: words.data.how,
      href: '/data',
      isDone: state.has_data,
    },
    {
      id: 'quarantine',
      title: words.quarantine.title,
      how: words.quarantine.how,
      href: '/quarantine',
      isDone: state.has_data && state.n_quarantined === 0,
    },
    {
      id: 'people',
      title: words.people.title,
      how: words.people.how,
      href: '/people',
      isDone: state.n_people > 0,
    },
    {
      id: 'audience',
      title: words.audience.title,
      how: words.audience.how,
      href: '/audiences',
      isDone: state.n_audiences > 0,
    },
    {
      id: 'words',
      title: words.words.title,
      how: words.words.how,
      href: '/definitions',
      isDone: state.has_words,
    },
    {
      id: 'pilot',
      title: words.pilot.title,
      how: words.pilot.how,
      href: '/pilots',
      isDone: state.n_pilots > 0,
    },
    {
      id: 'line',
      title: words.line.title,
      how: words.line.how,
      href: '/pilots',
      isDone: state.has_line,
    },
    {
      id: 'team',
      title: words.team.title,
      how: words.team.how,
      href: '/team',
      isDone: state.n_members > 1,
    },
    {
      id: 'approval',
      title: words.approval.title,
      how: words.approval.how,
      href: '/pilots',
      isDone: state.is_approved,
    },
    {
      id: 'release',
      title: words.release.title,
      how: words.release.how,
      href: '/pilots',
      isDone: state.is_released,
    },
    {
      id: 'decision',
      title: words.decision.title,
      how: words.decision.how,
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
