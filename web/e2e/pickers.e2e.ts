import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { begin } from './define';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

const NAME = `picked-${Date.now()}`;

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
  opened.page.on('dialog', (dialog) => void dialog.accept());
});
afterAll(() => opened.close());

async function pick(page: Page, field: string, words: string, option: RegExp): Promise<void> {
  const box = page.getByRole('region', { name: 'Form' }).getByRole('combobox', { name: field }).first();
  await box.fill(words);
  await page.getByRole('option', { name: option }).click();
}

async function text(page: Page): Promise<string> {
  return (await page.locator('[data-yaml] .cm-line').allTextContents()).join('\n');
}

it('chooses what a pilot names from what there is, and both sides stay in step', async () => {
  const { page, base } = opened;
  await begin(page, base, 'Pilot', NAME);
  // The example names a voice that this workspace does not have.
  await page.locator('[data-field="pilot.voice"][aria-invalid=true]').waitFor();
  await pick(page, 'Brand voice', 'peach', /^Peach state/);
  await pick(page, 'Prompt', 'subject', /^win-back-subject-line\.v1/);
  await pick(page, 'Fact sheet that fills it', 'peach', /^Peach state/);
  await pick(page, 'Time zone', 'new york', /^America\/New York$/);
  await expect.poll(() => text(page)).toContain('voice: peach-state');
  const written = await text(page);
  expect(written).toContain('prompt: { name: win-back-subject-line, version: 1 }');
  expect(written).toContain('zone: America/New_York');
  await expectGoodPage(opened);
});

it('calls a group gone that the same text does not define any more', async () => {
  const { page } = opened;
  const form = page.getByRole('region', { name: 'Form' });
  const arm = form.locator('[data-field="design.arms.1.name"]');
  await arm.fill('robot');
  await page.locator('[data-field="headline.arm"][aria-invalid=true]').waitFor();
  await pick(page, 'Of which group', 'robot', /^Robot$/);
  await expect.poll(() => text(page)).toContain('headline: { metric: revenue, arm: robot');
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  await page.getByRole('button', { name: 'Drop the draft' }).click();
  await page.getByRole('heading', { level: 1, name: 'Definitions' }).waitFor();
});
