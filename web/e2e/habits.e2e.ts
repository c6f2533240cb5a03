import { readFileSync } from 'node:fs';
import type { BrowserContext, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter } from './enter';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let first: Visit;
let context: BrowserContext;
/** Somebody whose browser writes numbers as Germans do. */
let german: Page;

beforeAll(async () => {
  first = await visitSignedIn();
  const browser = first.page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce', locale: 'de-DE' });
  context.setDefaultTimeout(90_000);
  german = await context.newPage();
  await enter(german, first.base);
});
afterAll(async () => {
  await context.close();
  await first.close();
});

async function taken(page: Page, button: string): Promise<Download> {
  const offered = page.getByRole('button', { name: button }).first();
  const [file] = await Promise.all([page.waitForEvent('download'), offered.click()]);
  return file;
}

it('takes a number as its reader writes it, and never another one', async () => {
  await german.goto(`${first.base}/pilots/ai-win-back/rehearsal`);
  const percent = german.getByLabel('By, in per cent of today');
  await percent.fill('0,5');
  await percent.blur();
  expect(await percent.inputValue()).toBe('0,5');
  const times = german.getByLabel('Times');
  await times.fill('1,5');
  await german.getByText('A whole number, please.').waitFor();
  await german.getByRole('button', { name: 'Rehearse', exact: true }).click();
  // What is no whole number is not sent as another one.
  expect(await times.inputValue()).toBe('1,5');
  await times.fill('1.000');
  await german.getByText('Read as 1000.').waitFor();
  await expectGoodPage({ ...first, page: german, complaints: [] });

  await german.goto(`${first.base}/definitions/pilot/ai-win-back`);
  const share = german.getByRole('region', { name: 'Form' }).getByLabel('Share of the people').first();
  await share.fill('0,45');
  const text = german.locator('[data-yaml]');
  await expect.poll(() => text.textContent()).toContain('weight: 0.45');
  await german.getByRole('button', { name: 'Undo my changes' }).click();
});

it('leads to what one does, by keys alone, at an address that can be passed on', async () => {
  const { page, base } = first;
  await page.goto(base);
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Go to a page/ }).waitFor();
  await page.keyboard.type('invite');
  await page.getByRole('option', { name: /Invite a member/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Invite a member' }).waitFor();
  await page.reload();
  await page.getByRole('dialog', { name: 'Invite a member' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/team$/);

  await page.keyboard.press('Control+/');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await expectGoodPage(first);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Go to a page/ }).waitFor();
  await page.keyboard.type('win back rehearse');
  await page.getByRole('option', { name: /Rehearsal/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/pilots\/ai-win-back\/rehearsal$/);
});

it('says who wrote the lines of a result, and gives its charts and tables away', async () => {
  const { page, base } = first;
  await page.goto(`${base}/pilots/ai-win-back`);
  await page.locator('[data-authors]').waitFor();
  await page.locator('[data-metric]').first().scrollIntoViewIfNeeded();
  const chart = await taken(page, 'Chart as image');
  expect(chart.suggestedFilename()).toMatch(/^revenue-per-person-.+\.png$/);
  expect(
    readFileSync(await chart.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  await expectGoodPage(first);

  await german.goto(`${base}/pilots/ai-win-back`);
  const table = readFileSync(await (await taken(german, 'Table as CSV')).path(), 'utf8');
  expect(table.startsWith('\ufeffMetric;Unit;')).toBe(true);
  expect(table).toMatch(/;0,95;/);
});

it('brings a removed view back', async () => {
  const { page, base } = first;
  const run = Date.now();
  const name = `Mailable ${run}`;
  await page.goto(`${base}/people?q=${run}`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /Keep what is shown/ }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const views = page.getByRole('button', { name });
  await views.click();
  await page.getByRole('menuitem', { name: `Remove the view ${name}` }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await views.waitFor();
});
