import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

/** The first row that waits because of its e-mail address; its reason quotes the address. */
async function badEmail(page: Page): Promise<Locator> {
  const rules = page.getByRole('navigation', { name: 'Broken rules' });
  await rules
    .getByRole('button')
    .filter({ hasText: /, email$|, email[^a-z]/ })
    .first()
    .click();
  const rows = page
    .locator('[data-row]')
    .filter({ has: page.getByRole('button', { name: 'Edit and replay' }) })
    .filter({ hasText: /“[^”]+” is not/ });
  await rows.first().waitFor();
  return rows.first();
}

it('shows the rules with their rows and originals', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/quarantine`);
  const rules = page.getByRole('navigation', { name: 'Broken rules' }).getByRole('button');
  await rules.first().waitFor();
  expect(await rules.count()).toBeGreaterThanOrEqual(2);
  await page.locator('[data-row]').first().waitFor();
  expect(
    (await page.locator('[data-row]').getByLabel('Original row').first().textContent())?.length,
  ).toBeGreaterThan(3);
  await expectGoodPage(opened);
});

it('keeps a row that is still broken, with the reason', async () => {
  const { page } = opened;
  const row = await badEmail(page);
  await row.getByRole('button', { name: 'Edit and replay' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit and replay' });
  await dialog.getByRole('button', { name: 'Replay this row' }).click();
  await dialog.getByText(/Still in quarantine/).waitFor();
  await expectGoodPage(opened);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

it('mends a row in a form with the columns of its file, checked while one types', async () => {
  const { page } = opened;
  const row = await badEmail(page);
  const bad = /“([^”]+)” is not/.exec((await row.textContent()) ?? '')?.[1] ?? '';
  await row.getByRole('button', { name: 'Edit and replay' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit and replay' });
  const email = dialog.getByRole('textbox', { name: 'email', exact: true });
  expect(await email.inputValue()).toContain(bad);
  // The other columns are folded away, under the names that the file has.
  expect(await dialog.getByRole('textbox').count()).toBe(1);
  await dialog.getByRole('button', { name: /^Show the other \d+ columns/ }).click();
  await dialog.getByRole('textbox').nth(1).waitFor();
  await email.fill('still not one');
  await dialog.getByText(/“still not one” is not/).waitFor();
  await expectGoodPage(opened);
  await dialog.getByRole('button', { name: 'Undo email' }).click();
  expect(await email.inputValue()).toContain(bad);
  await email.fill('mended@example.com');
  await dialog.getByText('The row meets its contract now.').waitFor();
  await dialog.getByText(/^It came as/).waitFor();
  await dialog.getByRole('button', { name: 'Replay this row' }).click();
  await page.getByText('Row landed').waitFor();
  await dialog.waitFor({ state: 'hidden' });
});

it('mends all rows alike after it has said what would become of them', async () => {
  const { page } = opened;
  await badEmail(page);
  await page.getByRole('button', { name: 'Mend all alike' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mend all alike' });
  await dialog.getByLabel('Column').selectOption('email');
  await dialog.getByLabel('It should say').fill('nobody at all');
  await dialog.getByText(/^0 rows of \d+ would meet the contract/).waitFor();
  expect(await dialog.getByRole('button', { name: /^Mend/ }).isDisabled()).toBe(true);
  await dialog.getByLabel('It should say').fill('alike@example.com');
  await dialog.getByText(/^[1-9]\d* rows? of \d+ would meet the contract/).waitFor();
  await expectGoodPage(opened);
  await dialog.getByRole('button', { name: /^Mend \d+ rows?$/ }).click();
  await page.getByText(/rows? mended$/).waitFor();
  await dialog.waitFor({ state: 'hidden' });
});

it('replays all rows of a rule after a confirmation, and says how it went', async () => {
  const { page } = opened;
  await page.getByRole('button', { name: /^Replay all/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Replay/ });
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText(/rows? landed|No row landed/).waitFor();
  await dialog.waitFor({ state: 'hidden' });
});

it('discards a row with a reason, and puts it back', async () => {
  const { page } = opened;
  const row = await badEmail(page);
  const id = await row.getAttribute('data-row');
  await row.getByRole('button', { name: 'Discard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard 1 row?' });
  await dialog.getByLabel('Reason').fill('a test row');
  await expectGoodPage(opened);
  await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
  const same = page.locator(`[data-row="${id ?? ''}"]`);
  await same.getByText('Discarded: A test row').waitFor();
  await same.getByRole('button', { name: 'Put back' }).click();
  await same.getByRole('button', { name: 'Edit and replay' }).waitFor();
});
