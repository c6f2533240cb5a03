import type { Locator, Page } from 'playwright-core';

/** What shows the list of workspaces, in the head of a wide page and in the navigation of a narrow one. */
export function opener(page: Page): Locator {
  return page.getByRole('button', { name: /: choose another workspace$/ }).filter({ visible: true });
}

/** The workspaces that one can go to. */
export function listed(page: Page): Locator {
  return page.getByRole('list', { name: 'Your workspaces' }).getByRole('button');
}

/** One of them by its name. */
export function choice(page: Page, name: string): Locator {
  return listed(page).filter({ hasText: new RegExp(`^${name}`) });
}

/** Opens the list of workspaces. */
export async function menu(page: Page): Promise<void> {
  await opener(page).click();
  await page.getByText('Your workspaces').waitFor();
}

export function hasFocus(at: Locator): Promise<boolean> {
  return at.evaluate((node) => node === document.activeElement);
}

export async function goTo(page: Page, name: string): Promise<void> {
  await menu(page);
  await choice(page, name).click();
  await page.getByText(`You are in ${name}`).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}
