import { commonRuns, linesOf } from './lineDiff';

/** A part of two texts that were made out of one: settled, or changed in both in different ways. */
export type MergePart =
  | { kind: 'settled'; lines: string[] }
  | { kind: 'conflict'; base: string[]; mine: string[]; theirs: string[] };

/** What is taken of a conflict. */
export type Choice = 'mine' | 'theirs' | 'both';

const isSame = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((line, at) => line === b[at]);

/** Places in `base` up to which all three have moved together, with the places in the other two. */
interface Anchor {
  base: number;
  mine: number;
  theirs: number;
}

/** For each line of base its place in the other text, where it stands in a common run. */
function placesIn(base: string[], other: string[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const run of commonRuns(base, other)) {
    for (let n = 0; n < run.length; n += 1) places.set(run.before + n, run.after + n);
  }
  return places;
}

/**
 * Puts two texts together that were made out of one, line by line: what only one changed is taken, what both
 * changed alike is taken once, the rest is a conflict for a person.
 *
 * Source: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3" (2007).
 */
export function merge(base: string, mine: string, theirs: string): MergePart[] {
  const [o, a, b] = [linesOf(base), linesOf(mine), linesOf(theirs)];
  const [inMine, inTheirs] = [placesIn(o, a), placesIn(o, b)];
  const anchors: Anchor[] = [];
  o.forEach((_, at) => {
    const [atMine, atTheirs] = [inMine.get(at), inTheirs.get(at)];
    if (atMine !== undefined && atTheirs !== undefined) {
      anchors.push({ base: at, mine: atMine, theirs: atTheirs });
    }
  });
  anchors.push({ base: o.length, mine: a.length, theirs: b.length });
  const parts: MergePart[] = [];
  const settle = (lines: string[]): void => {
    const last = parts.at(-1);
    if (lines.length === 0) return;
    if (last?.kind === 'settled') last.lines.push(...lines);
    else parts.push({ kind: 'settled', lines: [...lines] });
  };
  let from: Anchor = { base: 0, mine: 0, theirs: 0 };
  for (const anchor of anchors) {
    const old = o.slice(from.base, anchor.base);
    const own = a.slice(from.mine, anchor.mine);
    const other = b.slice(from.theirs, anchor.theirs);
    if (isSame(own, other) || isSame(other, old)) settle(own);
    else if (isSame(own, old)) settle(other);
    else parts.push({ kind: 'conflict', base: old, mine: own, theirs: other });
    settle(o.slice(anchor.base, anchor.base + 1));
    from = { base: anchor.base + 1, mine: anchor.mine + 1, theirs: anchor.theirs + 1 };
  }
  return parts;
}

/** The text that comes of choices, one for each conflict in order; null while one is open. */
export function merged(parts: MergePart[], choices: (Choice | undefined)[]): string | null {
  const lines: string[] = [];
  let nth = 0;
  for (const part of parts) {
    if (part.kind === 'settled') {
      lines.push(...part.lines);
      continue;
    }
    switch (choices[nth]) {
      case 'mine':
        lines.push(...part.mine);
        break;
      case 'theirs':
        lines.push(...part.theirs);
        break;
      case 'both':
        lines.push(...part.theirs, ...part.mine);
        break;
      case undefined:
        return null;
    }
    nth += 1;
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
