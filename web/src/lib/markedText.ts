import type { Schemas } from '../api/client';

export type Finding = Schemas['Finding'];
export type Severity = Schemas['Severity'];

export interface TextPart {
  text: string;
  /** The gravest severity of the findings on this part; null where nothing was found. */
  severity: Severity | null;
}

/**
 * The half-open range of characters a finding's place names in `text`; null when it means the whole text.
 *
 * A place is either `start..end` in characters, or the words at fault as they stand in the text.
 */
export function placeRange(text: string, place: string): [number, number] | null {
  const range = /^(\d+)\.\.(\d+)$/.exec(place);
  if (range?.[1] !== undefined && range[2] !== undefined) {
    const start = Number(range[1]);
    const end = Math.min(Number(range[2]), Array.from(text).length);
    return start < end ? [start, end] : null;
  }
  const at = text.toLowerCase().indexOf(place.toLowerCase());
  if (place === '' || at < 0) return null;
  const start = Array.from(text.slice(0, at)).length;
  return [start, start + Array.from(place).length];
}

/** Cuts `text` into parts by what the findings point at; an error outweighs a warning on the same words. */
export function markedParts(text: string, findings: Finding[]): TextPart[] {
  const letters = Array.from(text);
  const marks: (Severity | null)[] = letters.map(() => null);
  for (const finding of findings) {
    const range = placeRange(text, finding.place);
    if (range === null) continue;
    for (let i = range[0]; i < range[1]; i += 1) {
      if (marks[i] !== 'error') marks[i] = finding.severity;
    }
  }
  const parts: TextPart[] = [];
  letters.forEach((letter, i) => {
    const severity = marks[i] ?? null;
    const last = parts.at(-1);
    if (last?.severity === severity) last.text += letter;
    else parts.push({ text: letter, severity });
  });
  return parts;
}
