import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian keeps the program behind a launcher that asks for tools a small machine lacks. */
const PLACES = ['/usr/lib/chromium/chromium', '/usr/bin/chromium'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium: the one of the environment variable CHROMIUM, or Debian's. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error(
      'there is no Chromium: install it with `apt-get install chromium`, or name it in CHROMIUM',
    );
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
