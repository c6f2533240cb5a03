import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { invite, joinBy, otherBrowser } from './join';
import { expectSomewhere, pressAt, tabTo } from './keyboard';
import { expectGoodPage, visitSignedIn, type Visit } from './page';
import { LONG, step } from './stepper';

/** Of this run alone: the server of the journeys may have been used before. */
const RUN = Date.now();
const PILOT = `by-keys-${RUN}`;
const LEE = {
  name: 'Lee Moss',
  email: `keys-${RUN}@example.com`,
  role: 'leader',
  password: 'orchards in winter',
};

let first: Visit;
let context: BrowserContext;
let second: Page;

beforeAll(async () => {
  first = await visitSignedIn();
  ({ context, page: second } = await otherBrowser(first));
  await joinBy(await invite(first, LEE), second, LEE);
  await first.page.goto(first.base);
  await first.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
});
afterAll(async () => {
  await context.close();
  await first.close();
});

/** The demo's pilot under another name. */
async function ownText(page: Page): Promise<string> {
  const text = await page.evaluate(async () => {
    const found = await fetch('/api/v1/definitions/pilot/ai-win-back');
    return ((await found.json()) as { applied: { text: string } }).applied.text;
  });
  return text
    .replaceAll('ai-win-back', PILOT)
    .replace('AI-written win-back subject lines for lapsed buyers', 'Tried by keys');
}

/** Goes to what is called so by Ctrl-K. */
async function goTo(page: Page, words: string, option: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Go to a page/ }).waitFor();
  await page.keyboard.type(words);
  await page.getByRole('option', { name: option }).first().waitFor();
  await page.keyboard.press('Enter');
}

// Its name puts it before `steps`, which lets so many days pass that the demo's offer is over.
// From the goal to the release no hand leaves the keys: nothing of these steps is clicked.
it('says what a pilot is for, and applies it', LONG, async () => {
  const { page } = first;
  const text = await ownText(page);
  await goTo(page, 'new pilot', /New pilot/);
  await page.getByRole('dialog', { name: 'New: Pilot' }).waitFor();
  await page.keyboard.type(PILOT);
  await page.keyboard.press('Enter');
  await page.locator('[data-definition-state=draft]').waitFor();
  const yaml = page.locator('[data-yaml]');
  await tabTo(page, yaml);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.locator('section[aria-label=Checks][data-errors="0"][data-checking=false]').waitFor();
  // The text keeps Tab for itself until one says by Escape that one wants out.
  await page.keyboard.press('Escape');
  await pressAt(page, page.getByRole('button', { name: 'Apply…' }), 'Shift+Tab');
  const dialog = page.getByRole('dialog', { name: `Apply ${PILOT}` });
  await tabTo(page, dialog.getByLabel('Why'));
  await page.keyboard.type('to see whether it can be done');
  await pressAt(page, dialog.getByRole('button', { name: 'Apply', exact: true }));
  await page.locator('[data-definition-state=applied]').waitFor();
  await expectSomewhere(page);
});

it('has lines written, chooses another one and asks for approval', LONG, async () => {
  const { page } = first;
  await goTo(page, 'tried by keys steps', /Steps/);
  await step(page, 'lines', 'todo').waitFor();
  await pressAt(page, page.getByRole('button', { name: /^Let .* write lines$/ }));
  await step(page, 'lines', 'done').waitFor(LONG);
  await expectSomewhere(page);

  await pressAt(page, page.getByRole('button', { name: 'Lines', exact: true }));
  const lines = page.getByRole('list', { name: 'Lines' });
  const other = lines.getByRole('button', { name: /^Choose/ }).first();
  const words = await other.getAttribute('aria-label');
  await pressAt(page, other);
  await page.getByText('is chosen').or(page.getByText('Chosen')).first().waitFor();
  await expect
    .poll(() => lines.locator('[data-status=chosen]').textContent())
    .toContain(
      (words ?? '')
        .replace(/^Choose:? ?/, '')
        .replaceAll(/[“”]/g, '')
        .slice(0, 12),
    );
  await expectSomewhere(page);

  await pressAt(page, page.getByRole('button', { name: 'Review', exact: true }));
  await pressAt(page, page.getByRole('button', { name: 'Ask for approval' }));
  await page.getByText(/Nobody approves what they asked for/).waitFor();
  await expectSomewhere(page);
  await expectGoodPage(first);
});

it('is approved by keys, too', LONG, async () => {
  await second.goto(`${first.base}/pilots/${PILOT}/work`);
  await step(second, 'review', 'todo').waitFor();
  await tabTo(second, second.getByLabel('Your note'));
  await second.keyboard.type('read with the keyboard');
  await pressAt(second, second.getByRole('button', { name: 'Approve exactly this' }));
  await step(second, 'review', 'done').waitFor();
  await expectSomewhere(second);
});

it('is released, after it was said how many get it', LONG, async () => {
  const { page, base } = first;
  await page.goto(`${base}/pilots/${PILOT}/work`);
  const release = page.getByRole('button', { name: 'Release…' });
  await pressAt(page, release);
  const dialog = page.getByRole('dialog', { name: 'Release this pilot?' });
  await dialog.locator('[data-n-messages]').waitFor(LONG);
  // Away and back: nothing was sent, and one is where one was.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => release.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await pressAt(page, dialog.getByRole('button', { name: /^Send to/ }));
  await step(page, 'release', 'done').waitFor(LONG);
  await expectSomewhere(page);
  await expectGoodPage(first);
});
