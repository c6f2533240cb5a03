import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

it('lists people page by page', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people`);
  await page.locator('tbody tr').first().waitFor();
  expect(await page.locator('tbody tr').count()).toBe(25);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator('tbody tr').nth(49).waitFor();
  const names = await page
    .locator('tbody a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(new Set(names).size).toBe(50);
  await expectGoodPage(opened);
});

it('finds a person by e-mail, and says so when nobody matches', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people`);
  const row = page.locator('tbody tr').filter({ hasText: '@' }).first();
  const email = await row.locator('td').first().textContent();
  const search = page.getByRole('searchbox', { name: 'Search people' });
  await search.fill(email ?? '');
  await page.waitForURL(/q=/);
  await page.getByText(/^Showing \d{1,2} of \d{1,2} (person|people)$/).waitFor();
  expect(await page.locator('tbody').textContent()).toContain(email);

  await search.fill('nobody has such a name');
  await page.getByText(/^Nobody matches/).waitFor();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.locator('tbody tr').nth(24).waitFor();
});

it('shows one person with records, traits, consent, timeline and reasons', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people`);
  const joined = page.locator('tbody tr').filter({ hasText: /[2-9] records/ });
  await joined.first().getByRole('link').click();
  await page.getByRole('heading', { name: 'What we know' }).waitFor();
  for (const title of ['Records side by side', 'Consent', 'Timeline', 'Audiences', 'Campaigns']) {
    await page.getByRole('heading', { name: title }).waitFor();
  }
  const columns = await page.getByRole('region', { name: 'Table of records' }).locator('thead th').count();
  expect(columns).toBeGreaterThanOrEqual(2);
  expect(
    await page.getByRole('list', { name: 'Links' }).getByRole('listitem').count(),
  ).toBeGreaterThanOrEqual(1);
  expect(await page.locator('[data-met]').count()).toBeGreaterThanOrEqual(1);
  await expectGoodPage(opened);
});

it('narrows, orders and shows other columns, all of it in the address', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people`);
  await page.locator('tbody tr').first().waitFor();
  await page.getByRole('button', { name: 'City' }).click();
  await page.waitForURL(/sort=city/);
  await page.getByRole('button', { name: 'City' }).click();
  await page.waitForURL(/sort=-city/);
  await page.locator('th[aria-sort=descending]').waitFor();
  await page.getByRole('combobox', { name: 'Audience' }).click();
  await page.getByRole('option', { name: /Lapsed buyers/ }).click();
  await page.waitForURL(/audience=lapsed-buyers/);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Last seen' }).click();
  await page.waitForURL(/columns=/);
  await page.keyboard.press('Escape');
  const address = page.url();
  await expectGoodPage(opened);

  // A view is kept for the member and brings all of it back.
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /Keep what is shown/ }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Lapsed by city');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.goto(`${base}/people`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Lapsed by city', exact: true }).click();
  await page.waitForURL(/sort=-city/);
  expect(new URL(page.url()).searchParams.get('audience')).toBe(
    new URL(address).searchParams.get('audience'),
  );
});

it('takes people along for a purpose, and only whom it reaches', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people?audience=lapsed-buyers`);
  await page.locator('tbody tr').first().waitFor();
  await page.getByRole('button', { name: 'Take along…' }).click();
  const dialog = page.getByRole('dialog', { name: /Take people along/ });
  expect(await dialog.getByRole('button', { name: 'Make the file' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Marketing').click();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the file' }).click();
  expect((await downloading).suggestedFilename()).toBe('people.csv');
  await dialog.getByText(/left out/).waitFor();
  await expectGoodPage(opened);
  await page.goto(`${base}/record`);
  await page
    .getByText(/people\.exported/)
    .first()
    .waitFor();
});

it('names a person who does not exist, with a way back', async () => {
  const { page, base, complaints } = opened;
  await page.goto(`${base}/people/nobody`);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toContain('nobody');
  await page.getByRole('link', { name: 'People' }).first().waitFor();
  // The browser itself reports the 404 that this test asks for.
  expect(complaints.splice(0).every((complaint) => complaint.includes('404'))).toBe(true);
});
