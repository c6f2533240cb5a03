/** How the reader's browser writes numbers and dates; the words around them are English. */
export const LOCALE = globalThis.navigator.language;

const count = new Intl.NumberFormat(LOCALE);

/** One and many are told apart as the language of the words does it, which is that of `src/messages`. */
const plural = new Intl.PluralRules('en');

/** A whole number with thousands separators. */
export function formatCount(n: number): string {
  return count.format(n);
}

/** `1 person`, `2 people`. */
export function formatCounted(n: number, one: string, many: string): string {
  return `${formatCount(n)} ${plural.select(n) === 'one' ? one : many}`;
}
