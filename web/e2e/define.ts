import type { Page } from 'playwright-core';

/** Waits until what is written was checked, and nothing is wrong with it. */
async function isRight(page: Page): Promise<void> {
  await page.locator('section[aria-label=Checks][data-errors="0"][data-checking=false]').waitFor();
}

/** Begins a definition from the example of its kind; one of which there is only one has no name to give. */
export async function begin(page: Page, base: string, kind: string, name: string | null): Promise<void> {
  await page.goto(`${base}/definitions`);
  await page.getByRole('button', { name: `New: ${kind}`, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `New: ${kind}` });
  if (name !== null) await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await page.locator('[data-definition-state=draft]').waitFor();
}

/** Applies the definition that is open. */
export async function apply(page: Page, name: string): Promise<void> {
  await isRight(page);
  await page.getByRole('button', { name: 'Apply…' }).click();
  const dialog = page.getByRole('dialog', { name: `Apply ${name}` });
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.locator('[data-definition-state=applied]').waitFor();
}

/** Writes another text in place of the one that stands there, and keeps it as a draft. */
export async function rewrite(page: Page, text: string): Promise<void> {
  await page.locator('[data-yaml]').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await isRight(page);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
}
