import { lib as messages } from '../messages/lib';

/** The first of the pairs whose mark stands in `text`. */
function named(text: string, pairs: [RegExp, string][]): string | null {
  return pairs.find(([mark]) => mark.test(text))?.[1] ?? null;
}

const { browserName: words } = messages;

// Every browser calls itself by the names of those before it, so the later ones come first.
const BROWSERS: [RegExp, string][] = [
  [/truelift on the command line/, words.commandLine],
  [/Edg\//, words.edge],
  [/OPR\//, words.opera],
  [/Firefox\//, words.firefox],
  [/FxiOS\//, words.firefox],
  [/CriOS\//, words.chrome],
  [/Chrome\//, words.chrome],
  [/Safari\//, words.safari],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, words.iphone],
  [/iPad/, words.ipad],
  [/Android/, words.android],
  [/Windows/, words.windows],
  [/Mac OS X/, words.mac],
  [/Linux/, words.linux],
];

/** What a browser calls itself, as a person would say it: `Firefox on Linux`. */
export function browserName(userAgent: string): string {
  const browser = named(userAgent, BROWSERS) ?? words.unknownBrowser;
  const system = named(userAgent, SYSTEMS);
  return system === null ? browser : words.on(browser, system);
}
