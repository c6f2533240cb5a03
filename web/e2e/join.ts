import type { BrowserContext, Page } from 'playwright-core';
import type { Visit } from './page';

/** Another member, in a browser of their own. */
export interface Other {
  page: Page;
  context: BrowserContext;
}

/** A window that shares nothing with the first member's. */
export async function otherBrowser(first: Visit): Promise<Other> {
  const browser = first.page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  context.setDefaultTimeout(90_000);
  return { page: await context.newPage(), context };
}

export interface Invited {
  name: string;
  email: string;
  role: string;
  password: string;
}

/** Invites somebody; the link, which the dialog goes on to show. */
export async function invite({ page, base }: Visit, who: Invited): Promise<string> {
  await page.goto(`${base}/team`);
  await page.getByRole('button', { name: 'Invite a member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite a member' });
  await dialog.getByLabel('Name').fill(who.name);
  await dialog.getByLabel('E-mail').fill(who.email);
  await dialog.getByLabel('Role').selectOption(who.role);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  return page
    .getByRole('dialog', { name: `Invitation of ${who.name}` })
    .getByLabel('Link')
    .inputValue();
}

/** Opens the link in the other browser, chooses a password and is in. */
export async function joinBy(link: string, other: Page, { password }: Invited): Promise<void> {
  await other.goto(link);
  await other.getByRole('textbox', { name: 'Password' }).fill(password);
  await other.getByRole('button', { name: 'Join and sign in' }).click();
  await other.getByRole('heading', { name: 'Home' }).waitFor();
}
