/** A page that the navigation and the palette lead to. */
export interface Place {
  label: string;
  href: string;
  /** Other words somebody may look for it by. */
  words: string;
}

/** Every page without a parameter. */
export const PLACES: Place[] = [
  { label: 'Home', href: '/', words: 'overview start waiting' },
  { label: 'Sources', href: '/data', words: 'data import upload files csv contract' },
  { label: 'Activity', href: '/activity', words: 'jobs running progress log' },
  { label: 'People', href: '/people', words: 'customers contacts search' },
  { label: 'Same person?', href: '/people/review', words: 'pairs duplicates rulings merge' },
  { label: 'Quarantine', href: '/quarantine', words: 'errors rejected rows data' },
  { label: 'Audiences', href: '/audiences', words: 'segments targets' },
  { label: 'New audience', href: '/audiences/new', words: 'make create segment' },
  { label: 'Pilots', href: '/pilots', words: 'experiments tests campaigns' },
  { label: 'All together', href: '/programme', words: 'programme readout impact' },
  {
    label: 'Definitions',
    href: '/definitions',
    words: 'setup yaml versions drafts history restore',
  },
  {
    label: 'Workspace',
    href: '/settings',
    words: 'settings country purposes contact policy caps quiet hours',
  },
  { label: 'Write keys', href: '/keys', words: 'sdk segment events api key' },
  { label: 'Record', href: '/record', words: 'audit chain log' },
  { label: 'Team', href: '/team', words: 'members invite roles' },
  { label: 'Your account', href: '/account', words: 'password name sessions' },
];
