import { people as messages } from '../../messages/people';

/** A column of the list. */
export interface Column {
  name: string;
  label: string;
  isNumber?: boolean;
  isMoment?: boolean;
}

/** Every column beside the name, in the order in which they stand. */
export const COLUMNS: Column[] = [
  { name: 'email', label: messages.columns.email },
  { name: 'phone', label: messages.columns.phone },
  { name: 'city', label: messages.columns.city },
  { name: 'state', label: messages.columns.state },
  { name: 'postcode', label: messages.columns.postcode },
  { name: 'country', label: messages.columns.country },
  { name: 'street', label: messages.columns.street },
  { name: 'customer_id', label: messages.columns.customerNumber },
  { name: 'birth_date', label: messages.columns.birthDate },
  { name: 'first_seen', label: messages.columns.firstSeen, isMoment: true },
  { name: 'last_seen', label: messages.columns.lastSeen, isMoment: true },
  { name: 'n_records', label: messages.columns.records, isNumber: true },
];

const USUAL = ['email', 'phone', 'city', 'state', 'n_records'];

/** The columns that the address asks for; the usual ones where it asks for none. */
export function columnsOf(asked: string | undefined): Column[] {
  const names = asked === undefined ? USUAL : asked.split(',');
  return COLUMNS.filter(({ name }) => names.includes(name));
}

/** How the address says which columns are shown; nothing for the usual ones. */
export function columnsAsked(names: string[]): string | undefined {
  const ordered = COLUMNS.map(({ name }) => name).filter((name) => names.includes(name));
  return ordered.join(',') === USUAL.join(',') ? undefined : ordered.join(',');
}

/** The order after a column's head was pressed: from the start, from the end, by name. */
export function nextSort(now: string | undefined, column: string): string | undefined {
  if (column === 'name') return now === undefined ? '-name' : undefined;
  if (now === column) return `-${column}`;
  return now === `-${column}` ? undefined : column;
}
