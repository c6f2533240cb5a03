import { expect } from 'vitest';
import { localInput } from '../src/lib/momentInput';
import { apply, begin, rewrite } from './define';
import { choose, drop, importIt, question, write } from './give';
import { answers, BROKEN, customers, MENDED, orders } from './messyShop';
import { expectGoodPage, type Visit } from './page';
import { picture } from './picture';

/** When the journey began: the files of the shop are of this moment. */
export const NOW = new Date();
/** From bringing data in to a decision. */
const N_STEPS = 11;
/** The shop is no simulated one. */
export const REAL = { isSimulated: false };

/** The list of customers, once it is said what “maybe” and “030” mean. */
export async function giveCustomers(opened: Visit): Promise<void> {
  const { page } = opened;
  await drop(page, customers(NOW));
  await choose(page, 'means.maybe', /^Neither/);
  await write(page, 'country', 'DE');
  await page.getByLabel('Name of the source').fill('customers');
  await page.getByText('Of the first 152 rows 2 would be set aside').waitFor();
  await picture(page, 'first-hour-file');
  await expectGoodPage(opened, REAL);
  await importIt(page);
  expect(await page.locator('[data-figure=new]').textContent()).toContain('150');
  expect(await page.locator('[data-figure="set aside"]').textContent()).toContain('2');
  await picture(page, 'first-hour-import');
}

/** Answers to a question nobody foresaw: a column says yes or no, and no no is taken for a yes. */
export async function giveAnswers(opened: Visit): Promise<void> {
  const { page, base } = opened;
  await page.goto(`${base}/data`);
  await drop(page, answers(NOW));
  await choose(page, 'rows', /^Consent: each row/);
  await choose(page, 'purpose', 'Content written by AI');
  // The question of a form waits for a person: nothing is chosen before they say that a yes in it counts.
  const asked = 'role.May AI write to you?';
  expect(await question(page, asked).getByRole('radio', { checked: true }).count()).toBe(0);
  await choose(page, asked, /sent e-mail: a yes allows it/);
  await page.getByRole('button', { name: 'Show 3 columns' }).click();
  await page.getByLabel('What is Answered on?').selectOption({ label: 'When it happened' });
  await write(page, 'zone', 'Europe/Berlin');
  await page.getByText('All of the first 135 rows would come in.').waitFor();
  await expectGoodPage(opened, REAL);
  await importIt(page);
  await page.getByText(/129 new yeses and 6 new noes/).waitFor();
}

/** Orders with a comma before the cents. */
export async function giveOrders(opened: Visit): Promise<void> {
  const { page, base } = opened;
  await page.goto(`${base}/data`);
  await drop(page, orders(NOW));
  await choose(page, 'rows', /^Things that happened: each row/);
  await choose(page, 'when', 'Ordered on');
  await write(page, 'currency', 'EUR');
  await write(page, 'zone', 'Europe/Berlin');
  await page.getByText(/^All of the first \d+ rows would come in\.$/).waitFor();
  await importIt(page);
}

/** The broken address is mended without giving a consent; the sum below the list is discarded. */
export async function mendRows(opened: Visit): Promise<void> {
  const { page, base } = opened;
  await page.goto(`${base}/quarantine`);
  const rules = page.getByRole('navigation', { name: 'Broken rules' });
  await rules.getByRole('button').filter({ hasText: 'E-mail' }).click();
  await page
    .locator('[data-row]')
    .filter({ hasText: BROKEN })
    .getByRole('button', { name: 'Edit and replay' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Edit and replay' });
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(MENDED);
  // A yes comes from the person and from no edit: the column that says it is shown, to be emptied.
  await dialog.getByText(/no edit gives a consent/).waitFor();
  await dialog.getByRole('textbox', { name: 'Newsletter' }).fill('');
  await dialog.getByText('The row meets its contract now.').waitFor();
  await picture(page, 'first-hour-mend');
  await expectGoodPage(opened, REAL);
  await dialog.getByRole('button', { name: 'Replay this row' }).click();
  await dialog.waitFor({ state: 'detached' });

  await rules.getByRole('button').filter({ hasText: 'Not a row of the table' }).click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  const asks = page.getByRole('dialog', { name: 'Discard 1 row?' });
  await asks.getByLabel('Reason').fill('the sum below the list');
  await asks.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByText('Discarded: The sum below the list').waitFor();
  await expectGoodPage(opened, REAL);
}

/** How the shop speaks and what it tries: every example fits the others. */
export async function define(opened: Visit): Promise<void> {
  const { page, base } = opened;
  await begin(page, base, 'Workspace settings', null);
  // No quiet hours: the journey is walked at any hour of the day.
  await page.getByLabel('From (hour, 0 to 23)').fill('0');
  await page.getByLabel('Until (hour, 0 to 23)').fill('0');
  await apply(page, 'workspace');
  await page.goto(`${base}/settings`);
  await page.locator('[data-definition-state=applied]').waitFor();
  await picture(page, 'first-hour-settings');
  await begin(page, base, 'Brand voice', 'brand');
  await apply(page, 'brand');
  await begin(page, base, 'Fact sheet', 'brand');
  await apply(page, 'brand');
  await begin(page, base, 'Prompt', 'win-back.v1');
  await apply(page, 'win-back.v1');

  await page.goto(`${base}/pilots`);
  await page.getByRole('link', { name: 'Define the first one' }).click();
  const dialog = page.getByRole('dialog', { name: 'New: Pilot' });
  await dialog.getByLabel('Name').fill('win-back');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await page.locator('[data-definition-state=draft]').waitFor();
  // The example adds up money of any currency unless its metric says whose counts.
  const text = await page.evaluate(async () => {
    const found = await fetch('/api/v1/definitions/pilot/win-back');
    return ((await found.json()) as { draft: { text: string } }).draft.text;
  });
  await rewrite(page, text.replace('value: revenue', 'value: revenue\n    currency: EUR'));
  await page.getByLabel(/^Not before/).fill(localInput(NOW.toISOString()) ?? '');
  await page.getByLabel('From (hour, 0 to 23)').fill('0');
  await page.getByLabel('Until (hour, 0 to 23)').fill('0');
  await page.getByLabel('Days after the message that count').fill('7');
  await apply(page, 'win-back');
  await expectGoodPage(opened, REAL);
}

/** How many steps of the first hour *Home* counts as done. */
export async function nDone({ page, base }: Visit): Promise<number> {
  await page.goto(`${base}/`);
  await page.locator('[data-step=decision]').waitFor();
  expect(await page.locator('[data-step]').count()).toBe(N_STEPS);
  return page.locator('[data-step][data-done=true]').count();
}
