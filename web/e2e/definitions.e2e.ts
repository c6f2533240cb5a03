import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter } from './enter';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

/** Of this run alone: the server of the journeys may have been used before. */
const NAME = `gone-quiet-${Date.now()}`;

let first: Visit;
let context: BrowserContext;
let second: Page;

beforeAll(async () => {
  first = await visitSignedIn();
  const browser = first.page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  context.setDefaultTimeout(90_000);
  second = await context.newPage();
  await enter(second, first.base);
  for (const page of [first.page, second]) page.on('dialog', (dialog) => void dialog.accept());
});
afterAll(async () => {
  await context.close();
  await first.close();
});

const yaml = (page: Page): Locator => page.locator('[data-yaml]');
const checks = (page: Page): Locator => page.locator('section[aria-label=Checks][data-checking=false]');

/** Writes a whole text, as somebody who pastes it. */
async function write(page: Page, text: string): Promise<void> {
  await yaml(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function written(page: Page): Promise<string> {
  return (await yaml(page).locator('.cm-line').allTextContents()).join('\n');
}

const text = (description: string, days = 60): string => `# Whom we lost
name: ${NAME}
description: ${description}
who:
  all:
    - behaviour: { event: Order Completed, at_least: 1, within_days: 365 }
    - behaviour: { event: Order Completed, at_most: 0, within_days: ${days} } # silent
`;

it('lists everything that is defined, by kind, with who changed it last', async () => {
  const { page, base } = first;
  await page.goto(`${base}/definitions`);
  await page.locator('[data-definition="audience/lapsed-buyers"]').waitFor();
  await page.locator('[data-definition="pilot/ai-win-back"] [data-definition-state=applied]').waitFor();
  await expectGoodPage(first);
});

it('begins an audience from the example; a mistake is seen while it is written, with its line', async () => {
  const { page } = first;
  await page.getByRole('button', { name: 'New: Audience' }).click();
  const dialog = page.getByRole('dialog', { name: 'New: Audience' });
  await dialog.getByLabel('Name').fill(NAME);
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
  await page.locator('[data-definition-state=draft]').waitFor();
  await expect.poll(() => written(page)).toContain(`name: ${NAME}`);
  await write(page, text('People who left').replace('Order Completed, at_most', 'Order Complete, at_most'));
  await page.getByText(/Line 7, column \d+:/).waitFor();
  await page
    .getByText(/did you mean “Order Completed”/)
    .first()
    .waitFor();
  expect(await page.getByRole('button', { name: 'Apply…' }).isDisabled()).toBe(true);
  await expectGoodPage(first);
});

it('is mended in the form, and the text beside it keeps its comments', async () => {
  const { page } = first;
  await write(page, text('People who left'));
  await page.locator('section[aria-label=Checks][data-errors="0"][data-checking=false]').waitFor();
  const days = page.getByRole('region', { name: 'Form' }).getByLabel('In the last … days').last();
  await days.fill('90');
  await expect.poll(() => written(page)).toContain('within_days: 90 } # silent');
  expect(await written(page)).toContain('# Whom we lost');
});

it('stays written when the window is closed before it is saved', async () => {
  const { page } = first;
  await page.reload();
  await page.getByText('What you wrote before is back. It is not saved.').waitFor();
  expect(await written(page)).toContain('within_days: 90 } # silent');
});

it('is saved as a draft and applied with a reason', async () => {
  const { page } = first;
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
  await checks(page).waitFor();
  await page.getByRole('button', { name: 'Apply…' }).click();
  const dialog = page.getByRole('dialog', { name: `Apply ${NAME}` });
  await dialog.getByLabel('Why').fill('for the autumn');
  await expectGoodPage(first);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await page.locator('[data-definition-state=applied]').waitFor();
  await page.getByText(/“for the autumn”/).waitFor();
});

it('tells who comes second what the first wrote, and puts both together', async () => {
  const { page, base } = first;
  await second.goto(`${base}/definitions/audience/${NAME}`);
  await yaml(second).waitFor();
  const own = await written(page);
  await write(page, own.replace('People who left', 'People we lost'));
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.locator('[data-definition-state=changed]').waitFor();

  await write(second, own.replace('People who left', 'People to win back').replace('365', '730'));
  await second.getByRole('button', { name: 'Save draft' }).click();
  const dialog = second.getByRole('dialog', { name: 'Somebody else changed it meanwhile' });
  await dialog.locator('[data-conflict="0"]').waitFor();
  await expectGoodPage({ ...first, page: second, complaints: [] });
  expect(await dialog.getByRole('button', { name: /still open/ }).isDisabled()).toBe(true);
  await dialog.getByRole('radio', { name: 'Yours' }).check();
  await dialog.getByRole('button', { name: 'Save both together' }).click();
  await dialog.waitFor({ state: 'detached' });
  const both = await written(second);
  expect(both).toContain('People to win back');
  expect(both).toContain('within_days: 730');
  await second.getByRole('button', { name: 'Apply…' }).click();
  await second.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await second.getByText('Version 2', { exact: true }).waitFor();
});

it('goes back to an earlier version', async () => {
  const { page, base } = first;
  await page.goto(`${base}/definitions/audience/${NAME}?tab=history`);
  const earlier = page.locator('[data-version="1"]');
  await earlier.getByRole('button', { name: 'Show what changed' }).click();
  await earlier.locator('[data-fate=added]').first().waitFor();
  await expectGoodPage(first);
  await earlier.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore version 1' });
  await dialog.getByLabel('Why').fill('it was better');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await page.locator('[data-version="3"]').getByText('From version 1', { exact: false }).waitFor();
});

it('is renamed, deleted, and can be brought back from its address', async () => {
  const { page, base } = first;
  await page.getByRole('button', { name: `More about ${NAME}` }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const renaming = page.getByRole('dialog', { name: `Rename ${NAME}` });
  await renaming.getByLabel('New name').fill(`${NAME}-b`);
  await renaming.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('heading', { level: 1, name: `${NAME}-b` }).waitFor();
  await expect.poll(() => written(page)).toContain(`name: ${NAME}-b`);

  await page.getByRole('button', { name: `More about ${NAME}-b` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { level: 1, name: 'Definitions' }).waitFor();
  expect(await page.locator(`[data-definition="audience/${NAME}-b"]`).count()).toBe(0);
  await page.goto(`${base}/definitions/audience/${NAME}-b`);
  await page
    .getByText(/can be restored/)
    .first()
    .waitFor();
  await page.locator('[data-version="2"]').getByText('Deleted').waitFor();
  // That nothing is there is the server's right answer, and no complaint.
  first.complaints.length = 0;
});

it('keeps what a pilot needs from being deleted unseen', async () => {
  const { page, base } = first;
  await page.goto(`${base}/definitions/audience/lapsed-buyers`);
  await page.locator('[data-dependents]').first().waitFor();
  await page.getByRole('button', { name: 'More about lapsed-buyers' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete lapsed-buyers' });
  expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

it('sets the workspace’s country, and undoes it', async () => {
  const { page, base } = first;
  await page.goto(`${base}/settings`);
  const begin = page.getByRole('button', { name: 'Begin from an example' });
  await begin.or(yaml(page)).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  await yaml(page).waitFor();
  const country = page.getByRole('region', { name: 'Form' }).getByRole('combobox', { name: 'Country' });
  await country.fill('united states');
  await page.getByRole('option', { name: /^United States\s*US$/ }).click();
  await expect.poll(() => written(page)).toContain('country: US');
  await expectGoodPage(first);
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  await expect.poll(() => written(page)).not.toContain('country: US');
  await page.getByRole('button', { name: 'Drop the draft' }).click();
  await page.getByRole('heading', { level: 1, name: 'Definitions' }).waitFor();

  // What was dropped comes back as it was.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Drop the draft' }).click();
  await page.getByRole('heading', { level: 1, name: 'Definitions' }).waitFor();
});

it('makes a write key, shows it once, and ends it', async () => {
  const { page, base } = first;
  const source = `till-${Date.now()}`;
  await page.goto(`${base}/keys`);
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a write key' });
  await dialog.getByLabel('Source').fill(source);
  await dialog.getByRole('radio', { name: 'On a machine of yours' }).check();
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  expect((await dialog.locator('[data-write-key]').textContent())?.length).toBeGreaterThan(20);
  await expectGoodPage(first);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: `End the key of ${source}` }).click();
  const asked = page.getByRole('dialog', { name: `End the key of ${source}?` });
  await asked.getByText('is refused from now on').waitFor();
  await expectGoodPage(first);
  await asked.getByRole('button', { name: 'End it' }).click();
  await page.locator(`[data-key="${source}"]`).waitFor({ state: 'detached' });
  await expectGoodPage(first);
});
