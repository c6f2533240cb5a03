import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

const pairShown = async (): Promise<string> =>
  (await opened.page.locator('[data-pair]').getAttribute('data-pair')) ?? '';

const nWaiting = async (): Promise<number> =>
  Number(await opened.page.locator('[data-waiting]').getAttribute('data-waiting'));

/** Opens one of the tabs and waits for its pair; false when none waits there. */
async function openPair(address: string): Promise<boolean> {
  const { page, base } = opened;
  await page.goto(`${base}${address}`);
  await page.locator('[data-pair]').waitFor();
  return (await pairShown()) !== '';
}

it('shows two records side by side, and why they may be one person', async () => {
  const { page } = opened;
  expect(await openPair('/people/review')).toBe(true);
  const records = page.getByRole('table', { name: 'The two records' });
  expect(await records.locator('thead th').count()).toBe(2);
  expect(await records.locator('tbody tr').count()).toBeGreaterThanOrEqual(2);
  expect(await page.locator('[data-waterfall]').textContent()).toMatch(/% sure they are one person/);
  expect(await page.locator('[data-waterfall] tbody tr').count()).toBeGreaterThanOrEqual(2);
  await expectGoodPage(opened);
});

it('skips by key, and leaves the pair waiting', async () => {
  const { page } = opened;
  const [first, before] = [await pairShown(), await nWaiting()];
  await page.keyboard.press('k');
  await expect.poll(pairShown).not.toBe(first);
  expect(await nWaiting()).toBe(before);
  await page.reload();
  await page.locator('[data-pair]').waitFor();
  expect(await pairShown()).toBe(first);
});

it('takes an answer by key, with a note, and undoes it', async () => {
  const { page } = opened;
  const [first, before] = [await pairShown(), await nWaiting()];
  const note = page.getByLabel('Note (optional)');
  await note.fill('seen by the browser test');
  await note.press('s');
  expect(await pairShown()).toBe(first);
  await note.press('Enter');
  await page.keyboard.press('d');
  await expect.poll(pairShown).not.toBe(first);
  await expect.poll(nWaiting).toBe(before - 1);
  await page.locator('[data-pending]').waitFor();
  await page.keyboard.press('u');
  await expect.poll(pairShown).toBe(first);
  await expect.poll(nWaiting).toBe(before);
  await expectGoodPage(opened);
});

it('measures the links nobody was asked about by a spot check', async () => {
  const { page } = opened;
  expect(await openPair('/people/review?show=sample')).toBe(true);
  const before = await nWaiting();
  await page.getByRole('button', { name: 'Same person' }).click();
  await expect.poll(nWaiting).toBe(before - 1);
  await page.getByText(/\d+ of \d+ links? (is|are) right/).waitFor();
  await page.getByRole('img', { name: /95% interval from/ }).waitFor();
  await expectGoodPage(opened);
});

it('applies the answers, and says what came of it', async () => {
  const { page } = opened;
  await page.getByText(/answers? (is|are) not applied yet/).waitFor();
  await page.getByRole('button', { name: 'Apply now' }).click();
  await page
    .getByText(/^[\d,]+ people from [\d,]+ records; [\d,]+ pairs? left$/)
    .waitFor({ timeout: 100_000 });
  await page.locator('[data-pending]').waitFor({ state: 'detached' });
});

it('lists what members said, and takes an answer back', async () => {
  const { page } = opened;
  await page.getByRole('link', { name: 'What members said' }).click();
  const rulings = page.getByRole('list', { name: 'Rulings' });
  const inForce = rulings.locator('[data-undone=false]');
  await inForce.first().waitFor();
  await rulings
    .getByText(/seen by the browser test/)
    .first()
    .waitFor();
  await expectGoodPage(opened);
  const before = await inForce.count();
  await inForce.first().getByRole('button', { name: 'Take back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this answer back?' });
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => inForce.count()).toBe(before - 1);
  await page.getByText('1 answer is not applied yet').waitFor();
});

it('shows on a person’s page why two records are together, and keeps one apart after a confirmation', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people`);
  const joined = page.locator('tbody tr').filter({ hasText: /[2-9] records/ });
  await joined.first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Records side by side' }).waitFor();
  const why = page.getByRole('list', { name: 'Links' }).getByRole('button', { name: /^Show why/ });
  if ((await why.count()) > 0) {
    await why.first().click();
    await page.locator('[data-waterfall]').first().waitFor();
    await expectGoodPage(opened);
  }
  await page
    .getByRole('button', { name: /^Not this person: / })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Not this person?' });
  await dialog.getByLabel('Note (optional)').fill('seen by the browser test');
  await expectGoodPage(opened);
  await dialog.getByRole('button', { name: 'Not this person' }).click();
  await page.getByText('Noted, and not applied yet').waitFor();
  await page.getByRole('link', { name: 'Apply or take back' }).click();
  await page.getByText(/answers? (is|are) not applied yet/).waitFor();
});
