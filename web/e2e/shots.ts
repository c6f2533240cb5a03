/** Takes a picture of every page, wide and narrow, light and dark: `TRUELIFT_URL=… npm run shots -- FOLDER`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from './browser';
import { enter } from './enter';
import { PAGES, type Shown } from './pages';

const base = process.env['TRUELIFT_URL'] ?? 'http://127.0.0.1:5173';
const folder = process.argv[2] ?? 'shots';
const only = process.argv[3]?.split(',');

const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

/** What has no picture in the guides and is looked at all the same. */
const MORE: Record<string, Shown> = {
  'people-none': { path: '/people?q=zzzz' },
  rehearsal: { path: '/pilots/ai-win-back/rehearsal' },
  'steps-next': { path: '/pilots/ai-win-back/work' },
  'review-rulings': { path: '/people/review?show=rulings' },
  'definition-audience': { path: '/definitions/audience/lapsed-buyers' },
  settings: { path: '/settings' },
  activity: { path: '/activity' },
};

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const view = page.viewportSize()?.width ?? 0;
  if (width > view) console.log(`${name}: the page is ${width} px wide on a screen of ${view}`);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ colorScheme, viewport: SIZES.wide });
  const page = await context.newPage();
  await page.goto(`${base}/sign-in`);
  await page.getByRole('button').first().waitFor();
  await shoot(page, `sign-in-${colorScheme}`);
  await enter(page, base);
  await page.goto(`${base}/people`);
  const person = await page.locator('tbody a').first().getAttribute('href');
  const all: Record<string, Shown> = { ...PAGES, ...MORE, person: { path: person ?? '/people' } };
  for (const [size, viewport] of Object.entries(SIZES)) {
    if (colorScheme === 'dark' && size === 'narrow') continue;
    await page.setViewportSize(viewport);
    for (const [name, { path }] of Object.entries(all)) {
      if (only !== undefined && !only.some((wanted) => name.startsWith(wanted))) continue;
      await page.goto(`${base}${path}`);
      await shoot(page, `${name}-${size}-${colorScheme}`);
    }
  }
  await context.close();
}
await browser.close();
