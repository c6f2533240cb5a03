import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

/** Of this run alone: the server of the journeys may have been used before. */
const NAME = `Broken mail ${Date.now()}`;

it('narrows and orders a list, and keeps that as a view under a name', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/quarantine`);
  const causes = page.getByRole('navigation', { name: 'Broken rules' }).getByRole('button');
  await causes.first().waitFor();
  const nAll = await causes.count();
  await page.getByRole('combobox', { name: 'Source' }).click();
  await page.getByRole('option', { name: 'CRM' }).click();
  await page.waitForURL(/of=crm/);
  await page.getByRole('searchbox', { name: 'Find a cause' }).fill('email');
  await page.waitForURL(/q=email/);
  expect(await causes.count()).toBeLessThan(nAll);
  await expectGoodPage(opened);

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /Keep what is shown/ }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(NAME);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

it('renames a view, opens it from elsewhere, removes it and takes that back', async () => {
  const { page, base } = opened;
  await page.getByRole('button', { name: NAME, exact: true }).click();
  await page.getByRole('menuitem', { name: `Rename the view ${NAME}` }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(`${NAME} b`);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  // A view of one list is no view of another.
  await page.goto(`${base}/definitions`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /Keep what is shown/ }).waitFor();
  expect(await page.getByRole('menuitem', { name: `${NAME} b`, exact: true }).count()).toBe(0);

  await page.goto(`${base}/quarantine`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: `${NAME} b`, exact: true }).click();
  await page.waitForURL(/of=crm/);
  await page.getByRole('button', { name: `${NAME} b`, exact: true }).click();
  await page.getByRole('menuitem', { name: `Remove the view ${NAME} b` }).click();
  await page.getByRole('button', { name: 'Views', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: `${NAME} b`, exact: true }).waitFor();

  // What is shown has a name only once: the next run gives it another one.
  await page.getByRole('button', { name: `${NAME} b`, exact: true }).click();
  await page.getByRole('menuitem', { name: `Remove the view ${NAME} b` }).click();
  await page.getByRole('button', { name: 'Views', exact: true }).waitFor();
});

it.each([
  ['pilots?state=decided', 'Pilots'],
  ['data?sort=-waiting', 'Data'],
  ['audiences?q=lapsed', 'Audiences'],
  ['definitions?kind=pilot', 'Definitions'],
  ['record?about=campaign', 'The record'],
])('opens %s as it was sent to somebody', async (address, title) => {
  const { page, base } = opened;
  await page.goto(`${base}/${address}`);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('[data-list-bar]').waitFor();
  await expectGoodPage(opened);
});
