import type { Page } from 'playwright-core';

/** The member of the browser tests. */
export const MEMBER = {
  name: 'Dana Brooks',
  email: 'dana@example.com',
  password: 'orchards in autumn',
};

/** Signs in, creating the first member when there is none yet. Says which of the two it was. */
export async function enter(
  page: Page,
  base: string,
  setupToken = process.env['TRUELIFT_SETUP_TOKEN'] ?? '',
): Promise<'created' | 'signed-in'> {
  await page.goto(`${base}/sign-in`);
  const title = page.getByRole('heading', { level: 1 });
  await title.waitFor();
  const isFirst = (await title.textContent()) === 'Create the first member';
  if (isFirst) await page.getByLabel('Your name').fill(MEMBER.name);
  await page.getByLabel('E-mail').fill(MEMBER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(MEMBER.password);
  if (isFirst) await page.getByLabel('Set-up token').fill(setupToken);
  await page.getByRole('button', { name: isFirst ? 'Create and sign in' : 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' });
  return isFirst ? 'created' : 'signed-in';
}
