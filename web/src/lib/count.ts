/** How the reader's browser writes numbers and dates; the words around them are English. */
export const LOCALE = globalThis.navigator.language;

const count = new Intl.NumberFormat(LOCALE);

/** One and many are told apart as the language of the words does it, which is that of `src/messages`. */
const plural = new Intl.PluralRules('en');

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `Ann and Bert`. */
export function formatList(names: string[]): string {
  return list.format(names);
}

/** A whole number with thousands separators. */
export function formatCount(n: number): string {
  return count.format(n);
}

/** Which of two words goes with a number that stands elsewhere. */
export function oneOrMany(n: number, one: string, many: string): string {
  return plural.select(n) === 'one' ? one : many;
}

/** `1 person`, `2 people`. */
export function formatCounted(n: number, one: string, many: string): string {
  return `${formatCount(n)} ${oneOrMany(n, one, many)}`;
}
