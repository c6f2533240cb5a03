import type { Locator, Page } from 'playwright-core';

/** Gives a file to the page of sources, and waits for what is asked of it. */
export async function drop(
  page: Page,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.getByLabel('Files to import').setInputFiles(file);
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor();
}

/** A question about the file, by what it is about. */
export function question(page: Page, key: string): Locator {
  return page.locator(`[data-question="${key}"]`);
}

/** Waits until the file has been read with the last answer. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Reading the file with your answers…').waitFor({ state: 'detached' });
}

/** Chooses one of the answers that stand below a question. */
export async function choose(page: Page, key: string, words: string | RegExp): Promise<void> {
  await question(page, key).getByLabel(words).check();
  await settled(page);
}

/** Writes an answer. */
export async function write(page: Page, key: string, words: string): Promise<void> {
  await question(page, key).locator('input').first().fill(words);
  await settled(page);
}

/** Imports the file that is open as soon as it can be, and waits for what came of it. */
export async function importIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import the file' }).click();
  await page.getByRole('heading', { name: 'What came of it' }).waitFor();
}
