/** A run of lines that both texts have, by their places in each, from 0. */
export interface Run {
  before: number;
  after: number;
  length: number;
}

export interface DiffLine {
  fate: 'same' | 'added' | 'removed';
  text: string;
}

/** The lines of a text; a last line end begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Above so many cells the comparison gives up on the middle: texts that far apart have nothing to show. */
const MAX_CELLS = 4_000_000;

/** The longest common runs of two lists of lines, in order. */
export function commonRuns(before: string[], after: string[]): Run[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  const runs: Run[] = head > 0 ? [{ before: 0, after: 0, length: head }] : [];
  const rows = before.length - head - tail;
  const columns = after.length - head - tail;
  if (rows > 0 && columns > 0 && rows * columns <= MAX_CELLS) {
    runs.push(...middleRuns(before, after, head, rows, columns));
  }
  if (tail > 0) runs.push({ before: before.length - tail, after: after.length - tail, length: tail });
  return runs;
}

/** Longest common subsequence by the table of lengths, read off from the front. */
function middleRuns(before: string[], after: string[], from: number, rows: number, columns: number): Run[] {
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        before[from + row] === after[from + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const runs: Run[] = [];
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    if (before[from + row] === after[from + column]) {
      const last = runs.at(-1);
      const isNext =
        last !== undefined &&
        last.before + last.length === from + row &&
        last.after + last.length === from + column;
      if (isNext) last.length += 1;
      else runs.push({ before: from + row, after: from + column, length: 1 });
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return runs;
}

/** Every line of both texts with what became of it. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines: DiffLine[] = [];
  let [atOld, atNow] = [0, 0];
  for (const run of [...commonRuns(old, now), { before: old.length, after: now.length, length: 0 }]) {
    for (const text of old.slice(atOld, run.before)) lines.push({ fate: 'removed', text });
    for (const text of now.slice(atNow, run.after)) lines.push({ fate: 'added', text });
    for (const text of old.slice(run.before, run.before + run.length)) lines.push({ fate: 'same', text });
    [atOld, atNow] = [run.before + run.length, run.after + run.length];
  }
  return lines;
}
