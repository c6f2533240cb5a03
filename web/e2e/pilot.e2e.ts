import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;
let pilot: string;

beforeAll(async () => {
  opened = await visitSignedIn();
  const { page, base } = opened;
  await page.goto(`${base}/pilots`);
  await page.getByRole('link', { name: 'Open the pilot' }).first().click();
  await page.getByRole('navigation', { name: 'Pilot' }).waitFor();
  pilot = page.url();
});
afterAll(() => opened.close());

it('shows the result: decision, trust checks, intervals drawn and in numbers', async () => {
  const { page } = opened;
  await page.locator('[data-decision]').waitFor();
  expect(await page.locator('[data-check]').count()).toBe(3);
  const drawn = page.locator('[data-metric] svg');
  // Drawings are loaded when they come into sight.
  await page.locator('[data-metric]').nth(1).scrollIntoViewIfNeeded();
  await drawn.first().waitFor();
  expect(await drawn.count()).toBeGreaterThanOrEqual(2);
  const table = page.getByRole('region', { name: 'Readout in numbers' });
  expect(await table.textContent()).toMatch(/AI against\s*Holdout/);
  expect(await table.textContent()).toMatch(/\$\d/);
  expect(await table.textContent()).toMatch(/% sure AI is better than holdout\./);
  await table.getByText('What looking today costs').first().click();
  await table
    .getByText(/times as wide/)
    .first()
    .waitFor();
  await expectGoodPage(opened);
});

it('shows the plan: audience, arms with weights, rule, and who approved which hash', async () => {
  const { page } = opened;
  await page.goto(`${pilot.replace(/\/$/, '')}/plan`);
  await page.getByRole('heading', { name: 'Arms' }).waitFor();
  expect(await page.getByText('40%').count()).toBe(2);
  expect(await page.locator('[data-hash]').textContent()).toMatch(/^[0-9a-f]{64}$/);
  await page.getByText('Given by the demo’s script').waitFor();
  await expectGoodPage(opened);
});

it('shows the messages, and what the checks caught with the place marked', async () => {
  const { page } = opened;
  await page.goto(`${pilot.replace(/\/$/, '')}/messages`);
  await page.locator('[data-arm=ai]').waitFor();
  expect(await page.locator('article[data-arm]').count()).toBe(3);
  await page.locator('mark').first().waitFor();
  await expectGoodPage(opened);
});

it('shows the inbox by arm, and a message to read', async () => {
  const { page } = opened;
  await page.goto(`${pilot.replace(/\/$/, '')}/inbox`);
  const list = page.getByRole('list', { name: 'Messages' });
  await list.getByRole('button').nth(1).click();
  await page.getByRole('article', { name: 'Message' }).waitFor();
  await page.getByRole('combobox', { name: 'Arm' }).click();
  await page.getByRole('option', { name: 'Business as usual' }).click();
  await page.waitForURL(/arm=business_as_usual/);
  await list.getByText('Business as usual').first().waitFor();
  await expect.poll(() => list.getByText('AI', { exact: true }).count()).toBe(0);
  await expectGoodPage(opened);
});
