import { format as messages } from '../messages/format';
import { LOCALE } from './count';

/** `share`, `number`, or of money the code of its currency; anything else is money whose currency nobody named. */
export type Unit = string;

const isCurrency = (code: string): boolean => /^[a-z]{3}$/i.test(code);

/** Whether a unit is money of no currency that is known: its amounts are shown without a sign. */
export function isUnnamedMoney(unit: Unit): boolean {
  return unit !== 'share' && unit !== 'number' && !isCurrency(unit);
}

/** A number with so many digits behind the point, whatever they are. */
export function formatNumber(value: number, digits: number): string {
  return minus(
    value.toLocaleString(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
}

const minus = (text: string): string => text.replace('-', '−');

function percent(ratio: number, least: number, most: number): string {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
  return minus(ratio.toLocaleString(LOCALE, { style: 'percent', ...digits }));
}

/** A ratio 0..=1 as per cent. */
export function formatRatio(ratio: number, digits = 1): string {
  return percent(ratio, ratio === 1 ? 0 : digits, digits);
}

/** A ratio 0..=1 as per cent, with as few digits as say it and one at most: `95%`, `99.5%`. */
export function formatRatioBriefly(ratio: number): string {
  return percent(ratio, 0, 1);
}

/** An amount of money, never negative; a currency without minor units gets no decimals. */
function money(value: number, currency: string): string {
  const size = Math.abs(value);
  if (!isCurrency(currency)) return formatNumber(size, size !== 0 && size < 0.095 ? 3 : 2);
  const written = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  const digits = written.resolvedOptions().maximumFractionDigits ?? 2;
  const isFine = digits > 0 && size !== 0 && size < 0.095;
  if (!isFine) return written.format(size);
  return new Intl.NumberFormat(LOCALE, { style: 'currency', currency, minimumFractionDigits: 3 }).format(
    size,
  );
}

/** How many digits an amount of a currency has behind the mark; two where the currency is not known. */
export function nDecimalsOf(currency: string): number {
  if (!isCurrency(currency)) return 2;
  const written = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  return written.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Three significant digits, or the whole number when it has more. */
function plain(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return formatNumber(value, digits);
}

/** A share below this many per cent gets more digits, or small complaint rates would all read 0.0%. */
const FINE_SHARE_PERCENT = 0.95;

function percentDigits(percent: number): number {
  return percent !== 0 && Math.abs(percent) < FINE_SHARE_PERCENT ? 2 : 1;
}

/** The level of a metric in one arm: `$3.42`, `12.4%`. */
export function formatLevel(value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return formatRatio(value, percentDigits(100 * value));
    case 'number':
      return plain(value);
    default:
      return `${value < 0 ? '−' : ''}${money(value, unit)}`;
  }
}

function signOf(value: number): string {
  if (value > 0) return '+';
  return value < 0 ? '−' : '';
}

/** A difference between arms, always signed: `+$0.62`, `−1.3 pts`. A zero has no sign. */
export function formatDifference(value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return messages.points(
        `${signOf(value)}${formatNumber(Math.abs(100 * value), percentDigits(100 * value))}`,
      );
    case 'number':
      return `${signOf(value)}${plain(Math.abs(value))}`;
    default:
      return `${signOf(value)}${money(value, unit)}`;
  }
}

/** A relative difference, signed: `+18%`. */
export function formatRelative(ratio: number): string {
  return `${signOf(ratio)}${formatRatio(Math.abs(ratio), Math.abs(ratio) < 0.0995 ? 1 : 0)}`;
}

/** How many times: `1.4 times`. */
export function formatTimes(ratio: number): string {
  return messages.times(formatNumber(ratio, 1));
}

/** A p-value as people print it. */
export function formatPValue(p: number): string {
  if (p < 0.001) return `p < ${formatNumber(0.001, 3)}`;
  return `p = ${formatNumber(p, p < 0.1 ? 3 : 2)}`;
}

const date = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const dateTime = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

const wholeDay = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Whether a text says a day and no hour: it is the same day in every time zone. */
function isWholeDay(iso: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso);
}

/** A day, in the reader's time zone. */
export function formatDate(iso: string): string {
  return (isWholeDay(iso) ? wholeDay : date).format(new Date(iso));
}

/** A moment, in the reader's time zone; of a day without an hour the day. */
export function formatMoment(iso: string): string {
  return (isWholeDay(iso) ? wholeDay : dateTime).format(new Date(iso));
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long before `now` something was seen: `today`, `3 days ago`, `5 months ago`. */
export function formatAge(iso: string, now: string): string {
  const days = Math.floor((Date.parse(now) - Date.parse(iso)) / DAY_MS);
  if (days < 0) return formatDate(iso);
  if (days === 0) return messages.today;
  if (days < 60) return messages.daysAgo(days);
  if (days < 730) return messages.monthsAgo(Math.round(days / 30.44));
  return messages.yearsAgo(Math.floor(days / 365.25));
}
