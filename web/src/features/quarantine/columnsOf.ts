/** A column of a quarantined row: its name as the file has it, and what it says. */
export interface RowColumn {
  name: string;
  /** As it came. */
  value: unknown;
  /** The same as text, for a field. */
  text: string;
}

/** Keys that a row has which does not fit its header: values too many, or how many are missing. */
const MISFITS = new Set(['_extra', '_missing']);

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value == null ? '' : JSON.stringify(value);
}

/** The columns of a row in the order of its file; null when it is no object. */
export function columnsOf(original: string): RowColumn[] | null {
  try {
    const row: unknown = JSON.parse(original);
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
    return Object.entries(row)
      .filter(([name]) => !MISFITS.has(name))
      .map(([name, value]: [string, unknown]) => ({ name, value, text: textOf(value) }));
  } catch {
    return null;
  }
}

/** What of a row has no column: the values too many, and how many are missing. */
export function misfitOf(original: string): { extra: string[]; nMissing: number } | null {
  if (columnsOf(original) === null) return null;
  const row = JSON.parse(original) as Record<string, unknown>;
  const extra = Array.isArray(row['_extra']) ? row['_extra'].map(textOf).filter((text) => text !== '') : [];
  const nMissing = typeof row['_missing'] === 'number' ? row['_missing'] : 0;
  return '_extra' in row || '_missing' in row ? { extra, nMissing } : null;
}

/** A value out of a field: of the kind that came, where the text can be one. */
function valueOf(text: string, before: RowColumn): unknown {
  if (text === before.text) return before.value;
  if (typeof before.value === 'string' || before.value == null) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The row with what was typed, as it is kept. */
export function rowWith(
  original: string,
  columns: RowColumn[],
  typed: Record<string, string>,
  isFitted: boolean,
): string {
  const row: Record<string, unknown> = {};
  for (const column of columns) row[column.name] = valueOf(typed[column.name] ?? column.text, column);
  if (!isFitted) {
    const came = JSON.parse(original) as Record<string, unknown>;
    for (const name of MISFITS) if (name in came) row[name] = came[name];
  }
  return JSON.stringify(row);
}
