import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

/** How many people the builder counts now. */
async function count(): Promise<number> {
  const { page } = opened;
  await page.getByText(/^Counted in/).waitFor();
  return Number(await page.locator('[data-count]').getAttribute('data-count'));
}

/** Waits until the builder counts something else than before. */
async function countOtherThan(before: number): Promise<number> {
  await opened.page.locator(`[data-count]:not([data-count="${before}"])`).waitFor();
  return count();
}

it('lists audiences with their people, reach and pilots', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/audiences`);
  const row = page.getByRole('row').filter({ hasText: 'Lapsed buyers' });
  await row.waitFor();
  expect(await row.textContent()).toMatch(/AI win back/i);
  await row.getByText(/%/).waitFor();
  await expectGoodPage(opened);
});

it('counts an audience while it is written in sentences, before it is saved', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/audiences/new?template=lapsed-buyers`);
  const first = await count();
  expect(first).toBeGreaterThan(0);

  // A number in a sentence changes the count and the YAML; the comment stays.
  await page.getByRole('group', { name: 'Condition 1' }).getByLabel('How many times').fill('3');
  const fewer = await countOtherThan(first);
  expect(fewer).toBeLessThan(first);
  const yaml = page.getByRole('textbox', { name: 'YAML' });
  expect(await yaml.inputValue()).toMatch(/at_least: 3/);
  expect(await yaml.inputValue()).toMatch(/^# Bought in the last year/);

  // And the other way round.
  await yaml.fill((await yaml.inputValue()).replace('at_least: 3', 'at_least: 1'));
  expect(await countOtherThan(fewer)).toBe(first);
  expect(await page.getByLabel('How many times').first().inputValue()).toBe('1');

  // A value is offered from the data.
  await page.getByRole('button', { name: 'Add a condition' }).last().click();
  await page.getByRole('menuitem', { name: 'Who they are' }).click();
  const third = page.getByRole('group', { name: 'Condition 3' });
  await third.getByRole('combobox', { name: 'Rule' }).click();
  await page.getByRole('option', { name: 'is', exact: true }).click();
  await third.getByRole('combobox', { name: 'Value of city' }).click();
  await page.getByRole('option').first().click();
  const inCity = await countOtherThan(first);
  expect(inCity).toBeGreaterThan(0);
  expect(inCity).toBeLessThan(first);

  await page.locator('[data-reachable]').waitFor();
  expect(await page.locator('[data-sampled]').count()).toBeGreaterThan(0);
  // What is being counted anew is faded until it is there.
  await expect.poll(() => page.locator('[style*="opacity: 0.55"]').count()).toBe(0);
  await expectGoodPage(opened);
});

it('keeps what is written when the page is left, and steps back', async () => {
  const { page } = opened;
  const before = await count();
  await page.reload();
  await page.getByText('What you wrote before is back').waitFor();
  expect(await count()).toBe(before);
  await page.getByRole('button', { name: 'Go back to what is saved' }).click();
  const whole = await countOtherThan(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await countOtherThan(whole)).toBe(before);
});

it('says where the YAML is wrong, and goes on when it is mended', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/audiences/new?template=browsers`);
  const yaml = page.getByRole('textbox', { name: 'YAML' });
  await count();
  const good = await yaml.inputValue();
  await yaml.fill(`${good}  - [`);
  await page.getByText('The YAML cannot be read yet').waitFor();
  await yaml.fill(good.replace('at_least: 2', 'at_least: 0'));
  await page
    .getByRole('list', { name: 'Problems' })
    .getByText(/at_least is 1 or more/)
    .waitFor();
  await yaml.fill(good.replace('Product Viewed', 'Product Vewed'));
  await page
    .getByRole('list', { name: 'Problems' })
    .getByText(/did you mean/)
    .waitFor();
});

it('saves, applies and finds the audience again', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/audiences/new?template=second-order`);
  const n = await count();
  await page.getByRole('button', { name: 'Save and apply' }).click();
  const dialog = page.getByRole('dialog', { name: /Apply/ });
  await dialog.getByLabel('Why').fill('the second order decides');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.waitForURL(/\/audiences\/second-order$/);
  await page.getByText(/Version 1 by/).waitFor();
  await page.goto(`${base}/people?audience=second-order`);
  await page.getByText(new RegExp(`of ${n.toLocaleString('en-US')} people$`)).waitFor();
});
