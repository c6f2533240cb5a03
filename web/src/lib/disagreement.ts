import type { Schemas } from '../api/client';

type PersonRecord = Schemas['PersonRecord'];

/** The names of all fields, in the order in which the records bring them up. */
export function fieldNames(records: PersonRecord[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record.fields)))];
}

function comparable(value: string): string {
  return value.normalize('NFKC').trim().toLowerCase();
}

/** Whether the records say different things of a field. A record that is silent does not disagree. */
export function isDisputed(records: PersonRecord[], field: string): boolean {
  const said = records.map((record) => record.fields[field]).filter((value) => value != null && value !== '');
  return new Set(said.map((value) => comparable(value ?? ''))).size > 1;
}
