import type { Schemas } from '../../api/client';

type Role = Schemas['Role'];
type Task = Schemas['Task'];
type Waiting = Schemas['WaitingTask'];

export type Section = 'waiting' | 'pilots' | 'programme' | 'changed';

/** What each role comes for, first things first. */
export function sectionsOf(role: Role): Section[] {
  switch (role) {
    case 'marketer':
      return ['waiting', 'pilots', 'programme', 'changed'];
    case 'analyst':
      return ['programme', 'pilots', 'waiting', 'changed'];
    case 'brand':
    case 'legal':
    case 'admin':
      return ['waiting', 'changed', 'pilots', 'programme'];
    case 'leader':
      return ['programme', 'waiting', 'pilots', 'changed'];
  }
}

/** The tasks that are of a role's own trade. */
function ownTasks(role: Role): Task[] {
  switch (role) {
    case 'marketer':
      return [
        'release',
        'ask_approval',
        'choose_line',
        'write_lines',
        'decide',
        'read_out',
        'draft',
        'definition',
      ];
    case 'analyst':
      return ['read_out', 'decide', 'quarantine', 'pairs'];
    case 'brand':
      return ['approve', 'choose_line', 'write_lines'];
    case 'legal':
      return ['approve', 'quarantine', 'pairs'];
    case 'leader':
      return ['approve', 'decide', 'read_out'];
    case 'admin':
      return ['definition', 'approve', 'release', 'quarantine'];
  }
}

/** What waits for the member, and what waits for somebody else; of one's own trade first. */
export function parted(waiting: Waiting[], role: Role): { mine: Waiting[]; others: Waiting[] } {
  const own = ownTasks(role);
  const rank = ({ task }: Waiting): number => (own.includes(task) ? own.indexOf(task) : own.length);
  const sorted = waiting.toSorted((a, b) => rank(a) - rank(b));
  const isMine = ({ may, is_own, task }: Waiting): boolean => may && !(is_own && task === 'approve');
  return { mine: sorted.filter(isMine), others: sorted.filter((item) => !isMine(item)) };
}

/** The address where something that waits is done. */
export function placeOf({ task, subject }: Waiting): string {
  const pilot = `/pilots/${subject ?? ''}`;
  switch (task) {
    case 'pairs':
      return '/people/review';
    case 'quarantine':
      return '/quarantine';
    case 'choose_line':
    case 'approve':
    case 'ask_approval':
    case 'write_lines':
    case 'release':
    case 'read_out':
    case 'decide':
      return `${pilot}/work`;
    case 'definition':
    case 'draft':
      return `/definitions/${(subject ?? '').replace(':', '/')}`;
  }
}
