/**
 * The files of a small shop as they come out of its tools, with dates as of today: titles, a sum below the rows,
 * two ways of writing a number, the same people twice, broken addresses, words that nobody else has.
 */

/** A file to drop on the page. */
export interface MessyFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const GIVEN = [
  'Olive',
  'Rufus',
  'Petra',
  'Hamza',
  'Zoë',
  'Marta',
  'Jürgen',
  'Noor',
  'Piotr',
  'Ines',
  'Tove',
  'Samir',
];
const FAMILY = [
  'Tamsin',
  'Amberly',
  'Quillon',
  'Fenwick',
  'Harrow',
  'Løvstad',
  'Bergström',
  'Okoye',
  'Marchetti',
  'Sundqvist',
  'Veldhuis',
  'Castellano',
  'Drozd',
];
/** As many as names are told apart: 12 and 13 have no common divisor. */
const N_CUSTOMERS = 150;
const DAY_MS = 86_400_000;

/** One that gave no address one can write to. */
export const BROKEN = 'petra.quillon(at)example.org';
/** What it should have said. */
export const MENDED = 'petra.quillon@example.org';
/** Who is in the files under two numbers. */
export const TWICE = { given: 'Olive', family: 'Tamsin', email: 'olive.tamsin@example.org' };

interface Customer {
  no: number;
  given: string;
  family: string;
  email: string;
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');

function customer(nth: number): Customer {
  const given = GIVEN[nth % GIVEN.length] ?? '';
  const family = FAMILY[nth % FAMILY.length] ?? '';
  return { no: 1001 + nth, given, family, email: `${plain(given)}.${plain(family)}@example.org` };
}

const CUSTOMERS = Array.from({ length: N_CUSTOMERS }, (_, nth) => customer(nth));

const two = (n: number): string => String(n).padStart(2, '0');

/** As the shop writes a day: 31/12/2026 09:15. */
function dayOf(now: Date, daysAgo: number): string {
  const day = new Date(now.getTime() - daysAgo * DAY_MS);
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()} 09:15`;
}

/** As the shop writes an amount: 1.234,50. */
function amountOf(minor: number): string {
  const whole = Math.floor(minor / 100);
  return `${whole.toLocaleString('de-DE')},${two(minor % 100)}`;
}

/** Windows-1252 for the letters that are used here, as spreadsheets still write it. */
const asWindows = (text: string): Buffer => Buffer.from(text, 'latin1');

const csv = (name: string, lines: string[], encode: (text: string) => Buffer): MessyFile => ({
  name,
  mimeType: 'text/csv',
  buffer: encode(`${lines.join('\r\n')}\r\n`),
});

/** The customer list of the till: a title, a sum, one customer twice, a broken address, and a “maybe”. */
export function customers(now: Date): MessyFile {
  const rows = CUSTOMERS.map(({ no, given, family, email }, nth) => {
    const address = nth === 2 ? BROKEN : email;
    const newsletter = nth === 3 ? 'maybe' : nth % 10 === 9 ? 'no' : 'yes';
    const phone = nth % 3 === 0 ? `030 555 ${two(Math.floor(nth / 100))}${two(nth % 100)}` : '';
    return [no, given, family, address, phone, newsletter, dayOf(now, 400 - nth)].join(';');
  });
  const again = [2001, TWICE.given.toUpperCase(), TWICE.family, TWICE.email, '', 'yes', dayOf(now, 200)].join(
    ';',
  );
  return csv(
    'Customers März (1).csv',
    [
      'Linden Street Coffee: customer list',
      '',
      'Customer No;First name;Last name;E-mail;Phone;Newsletter;Signed up on',
      ...rows,
      again,
      `Sum;${N_CUSTOMERS + 1};;;;;`,
    ],
    asWindows,
  );
}

/** What the newsletter's form asked since it asks for AI, too. */
export function answers(now: Date): MessyFile {
  const rows = CUSTOMERS.filter((_, nth) => nth % 10 !== 9).map(({ email }, nth) =>
    [email, nth % 20 === 19 ? 'no' : 'yes', dayOf(now, 190 - (nth % 30))].join(','),
  );
  return csv('ai-texts.csv', ['E-mail,May AI write to you?,Answered on', ...rows], (text) =>
    Buffer.from(text),
  );
}

/** Who bought this week, so that not everybody fell silent and a rehearsal has something to move. */
const isRecent = (nth: number): boolean => nth % 7 === 5;

/** Two or three orders of everybody, months ago, and one of this week of every seventh. */
export function orders(now: Date): MessyFile {
  let order = 5000;
  const rows = CUSTOMERS.flatMap(({ no, email }, nth) => {
    const days = Array.from({ length: 2 + (nth % 2) }, (_, which) => 75 + ((nth * 7 + which * 29) % 90));
    return (isRecent(nth) ? [...days, 2 + (nth % 4)] : days).map((daysAgo, which) => {
      order += 1;
      const minor = which === 0 && nth % 50 === 0 ? 123_450 : 1_490 + ((nth * 37 + which * 211) % 60) * 100;
      return [order, no, email, dayOf(now, daysAgo), amountOf(minor)].join(';');
    });
  });
  return csv('orders.csv', ['Order;Customer No;E-mail;Ordered on;Total', ...rows], (text) =>
    Buffer.from(text),
  );
}

/** The same export a week later: the old orders, and every third customer came back. */
export function laterOrders(now: Date, later: Date): MessyFile {
  const before = orders(now).buffer.toString('utf8').trimEnd().split('\r\n');
  const rows = CUSTOMERS.filter((_, nth) => nth % 3 === 0).map(({ no, email }, nth) =>
    [9001 + nth, no, email, dayOf(later, 2 + (nth % 3)), amountOf(2_100 + nth * 10)].join(';'),
  );
  return csv('orders (2).csv', [...before, ...rows], (text) => Buffer.from(text));
}
