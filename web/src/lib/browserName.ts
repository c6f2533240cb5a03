/** The first of the pairs whose mark stands in `text`. */
function named(text: string, pairs: [string, string][]): string | null {
  return pairs.find(([mark]) => text.includes(mark))?.[1] ?? null;
}

// Every browser calls itself by the names of those before it, so the later ones come first.
const BROWSERS: [string, string][] = [
  ['truelift on the command line', 'The command line'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];
const SYSTEMS: [string, string][] = [
  ['iPhone', 'an iPhone'],
  ['iPad', 'an iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'a Mac'],
  ['Linux', 'Linux'],
];

/** What a browser calls itself, as a person would say it: `Firefox on Linux`. */
export function browserName(userAgent: string): string {
  const browser = named(userAgent, BROWSERS) ?? 'An unknown browser';
  const system = named(userAgent, SYSTEMS);
  return system === null ? browser : `${browser} on ${system}`;
}
