import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { launch } from './browser';
import { enter } from './enter';

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string;
    /** What the server printed for the first member. */
    setupToken: string;
    /** What an SDK of a page carries. */
    writeKey: string;
  }
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[] }[];
}

/** A page of a real browser, with everything it complained of. */
export interface Visit {
  page: Page;
  base: string;
  complaints: string[];
  close: () => Promise<void>;
}

/** Opens a browser. A 401 before sign-in is the server's right answer and no complaint. */
export async function visit(): Promise<Visit> {
  const base = inject('baseUrl');
  const browser: Browser = await launch();
  // axe is put into the page as a script, which the content policy of the server rightly forbids.
  const context: BrowserContext = await browser.newContext({
    bypassCSP: true,
    viewport: WIDE,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    // Whether a name is free is asked by asking for what has it.
    const isFree = text.includes('404') && text.includes('/api/v1/definitions/');
    if (message.type() === 'error' && !text.includes('401') && !isFree) complaints.push(text);
  });
  return { page, base, complaints, close: () => browser.close() };
}

/** Opens a browser and signs in. */
export async function visitSignedIn(): Promise<Visit> {
  const opened = await visit();
  await enter(opened.page, opened.base, inject('setupToken'));
  return opened;
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target).join(', ')}`,
  );
}

/**
 * What every page owes its readers: it says that the data are simulated when they are, axe finds nothing in light
 * and dark, and nothing sticks out of a narrow screen.
 */
export async function expectGoodPage(
  { page, complaints }: Visit,
  { isSimulated } = { isSimulated: true },
): Promise<void> {
  if (isSimulated) await page.locator('[data-simulated]').first().waitFor();
  // A list that shows the last answer while the next one comes is dimmed for that moment.
  await page.waitForFunction(() => document.querySelector('[aria-busy=true][style*=opacity]') === null);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    // Two frames: one for the page to hear of the change, one to draw it.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await violationsOf(page), `axe, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'width of the page on a narrow screen').toBeLessThanOrEqual(NARROW.width);
  await page.setViewportSize(WIDE);
  expect(complaints, 'errors in the browser').toEqual([]);
}
