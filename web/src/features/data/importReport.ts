import type { Job } from '../../lib/job';

/** Rows that break one rule. */
export interface ImportProblem {
  rule: string;
  field: string | null;
  n_rows: number;
  line: number;
  why: string;
}

/** Noes of a file that name nobody who is known yet. */
export interface NoesOfNobody {
  n_noes: number;
  n_unknown: number;
  examples: string[];
}

/** What an import came to, as its job keeps it. */
export interface ImportReport {
  file: string;
  source: string;
  n_rows: number;
  n_new: number;
  n_changed: number;
  n_same: number;
  n_dropped: number;
  n_quarantined: number;
  n_settled: number;
  n_closed: number;
  n_beside: number;
  n_silent: number;
  n_closing: number;
  /** The lines of the first rows that say no. */
  closing: number[];
  is_of_consents: boolean;
  n_granted: number;
  n_withdrawn: number;
  /** New yeses that say no moment: older than every no. */
  n_undated_yes: number;
  /** Answers in words that nobody has read: who gave them is held. */
  n_unread: number;
  is_repeated: boolean;
  problems: ImportProblem[];
  noes_of_nobody: NoesOfNobody;
}

const NUMBERS = [
  ...(['n_rows', 'n_new', 'n_changed', 'n_same', 'n_dropped', 'n_quarantined', 'n_settled'] as const),
  ...(['n_closed', 'n_granted', 'n_withdrawn', 'n_beside', 'n_silent', 'n_closing'] as const),
];

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function problemOf(value: unknown): ImportProblem {
  const { rule, field, n_rows, line, why } = value as Record<string, unknown>;
  return {
    rule: textOf(rule),
    field: typeof field === 'string' ? field : null,
    n_rows: numberOf(n_rows),
    line: numberOf(line),
    why: textOf(why),
  };
}

function noesOfNobodyOf(value: unknown): NoesOfNobody {
  const { n_noes, n_unknown, examples } = (value ?? {}) as Record<string, unknown>;
  return {
    n_noes: numberOf(n_noes),
    n_unknown: numberOf(n_unknown),
    examples: Array.isArray(examples) ? examples.map(textOf) : [],
  };
}

/** Numbers in words, those that follow each other as one: `3–7, 9`. */
export function rangesOf(lines: number[]): string {
  const found: [number, number][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else found.push([line, line]);
  }
  const shown = found.slice(0, 20).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return found.length > 20 ? `${shown.join(', ')} …` : shown.join(', ');
}

/** The report of an import's job; null before there is one. What an earlier version did not count is 0. */
export function importReportOf(job: Pick<Job, 'kind' | 'result'>): ImportReport | null {
  if (job.kind !== 'import' || job.result === null) return null;
  const result = job.result as Record<string, unknown>;
  const consents = result['consents'] as Record<string, unknown> | undefined;
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, numberOf(result[name])])) as Record<
    (typeof NUMBERS)[number],
    number
  >;
  const problems = Array.isArray(result['problems']) ? result['problems'].map(problemOf) : [];
  return {
    ...numbers,
    n_undated_yes: numberOf(consents?.['n_undated_yes']),
    n_unread: numberOf(consents?.['n_unread']),
    file: textOf(result['file']),
    source: textOf(result['source']),
    is_repeated: result['is_repeated'] === true,
    is_of_consents: result['is_of_consents'] === true,
    closing: Array.isArray(result['closing']) ? result['closing'].map(numberOf) : [],
    problems,
    noes_of_nobody: noesOfNobodyOf(result['noes_of_nobody']),
  };
}
