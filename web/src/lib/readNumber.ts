import { LOCALE } from './count';

/** How a language writes numbers. */
interface Marks {
  decimal: string;
  /** The digits of its own, each by the one of 0 to 9 that it stands for. */
  digits: Map<string, string>;
}

function marksOf(locale: string): Marks {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  const digit = new Intl.NumberFormat(locale, { useGrouping: false });
  return {
    decimal: parts.find(({ type }) => type === 'decimal')?.value ?? '.',
    digits: new Map(Array.from({ length: 10 }, (_, n) => [digit.format(n), String(n)])),
  };
}

/** Marks between groups of three that nobody takes for a decimal mark. */
const BLANKS = /[\s\u00a0\u2009\u202f'’٬]/gu;
/** `1.234.567`, or `1.234` where the first group has no zero in front. */
const grouped = (mark: string): RegExp => new RegExp(`^[1-9]\\d{0,2}([${mark}]\\d{3})+$`, 'u');

/** The same number as a program writes it, with a point; null where it can be read as no number. */
function plainly(text: string, decimal: '.' | ','): string | null {
  const other = decimal === '.' ? ',' : '.';
  const nDecimal = text.split(decimal).length - 1;
  const nOther = text.split(other).length - 1;
  if (nDecimal > 0 && nOther > 0) {
    // Of two marks the last one is the decimal mark, wherever the reader is at home.
    const last = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    const [whole = '', behind = '', ...more] = text.split(last);
    const mark = last === '.' ? ',' : '.';
    return more.length === 0 && grouped(mark).test(whole) ? `${whole.replaceAll(mark, '')}.${behind}` : null;
  }
  if (nOther > 0) {
    if (grouped(other).test(text)) return text.replaceAll(other, '');
    return nOther === 1 ? text.replace(other, '.') : null;
  }
  if (nDecimal > 1) return grouped(decimal).test(text) ? text.replaceAll(decimal, '') : null;
  return text.replace(decimal, '.');
}

/**
 * The number that somebody wrote, with the marks of their language: `0,5` of a German is a half, `1.500` fifteen
 * hundred. A mark that can be read in one way only is read so in every language: `0,5` of an English reader is a half,
 * too. Returns null where it is no number.
 */
export function readNumber(text: string, locale: string = LOCALE): number | null {
  const { decimal, digits } = marksOf(locale);
  const latin = Array.from(text.trim(), (letter) => digits.get(letter) ?? letter).join('');
  const signed = latin.replace(/^[−–]/u, '-').replace(BLANKS, '').replaceAll('٫', '.');
  const [, sign = '', size = ''] = /^([+-]?)(.*)$/u.exec(signed) ?? [];
  const plain = plainly(size, decimal === ',' ? ',' : '.');
  if (plain === null || !/^(\d+\.?\d*|\.\d+)$/u.test(plain)) return null;
  const value = Number(plain);
  if (!Number.isFinite(value)) return null;
  return sign === '-' && value !== 0 ? -value : value;
}

/** A number as it stands in a field: every digit of it, with the reader's decimal mark and nothing between groups. */
export function writeNumber(value: number, locale: string = LOCALE): string {
  return value.toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 20 });
}
