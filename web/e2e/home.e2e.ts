import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

it('shows what waits, what runs, what changed and the number of the programme', async () => {
  const { page, base } = opened;
  await page.goto(base);
  for (const title of ['Waits for you', 'What runs', 'What changed', 'All pilots together']) {
    await page.getByRole('heading', { name: title }).waitFor();
  }
  await page.locator('[data-pilot]').first().waitFor();
  await page.locator('[data-task="quarantine"]').getByRole('link').click();
  await page.waitForURL(/\/quarantine/);
  await page.goto(base);
  await page.locator('[data-pilot]').first().waitFor();
  await expectGoodPage(opened);
});

it('leads anywhere by Ctrl-K, with the keyboard alone', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/record`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /Go to a page/ });
  await field.waitFor();
  await page.keyboard.type('lapsed');
  await page.getByRole('option', { name: /Lapsed buyers/ }).waitFor();
  await expectGoodPage(opened);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/audiences\/lapsed-buyers/);

  await page.keyboard.press('Control+k');
  await field.waitFor();
  await page.keyboard.type('team');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/team/);

  await page.keyboard.press('Control+k');
  await field.waitFor();
  await page.keyboard.type('smith');
  await page.getByRole('option').filter({ hasText: '@' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/people\/p_/);
  expect(page.url()).toMatch(/people/);
});
