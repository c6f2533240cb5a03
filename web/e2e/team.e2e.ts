import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { otherBrowser } from './join';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

/** Of this run alone: the server of the journeys may have been used before. */
const EMAIL = `ben-${Date.now()}@example.com`;
const PASSWORD = 'orchards in spring';

let admin: Visit;
let context: BrowserContext;
let other: Page;
let link: string;

beforeAll(async () => {
  admin = await visitSignedIn();
  ({ context, page: other } = await otherBrowser(admin));
});
afterAll(async () => {
  await context.close();
  await admin.close();
});

/** The second member's page, held to what every page owes its readers. */
function asVisit(): Visit {
  return { ...admin, page: other, complaints: [] };
}

it('invites a member: the link is shown once, to be copied', async () => {
  const { page, base } = admin;
  await page.goto(`${base}/team`);
  await page.getByRole('button', { name: 'Invite a member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite a member' });
  await dialog.getByLabel('Name').fill('Ben Ito');
  await dialog.getByLabel('E-mail').fill(EMAIL);
  await dialog.getByLabel('Role').selectOption('leader');
  await expectGoodPage(admin);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const shown = page.getByRole('dialog', { name: 'Invitation of Ben Ito' });
  link = await shown.getByLabel('Link').inputValue();
  expect(link).toContain('/join?token=');
  await expectGoodPage(admin);
  await shown.getByRole('button', { name: 'Done' }).click();
  await page.locator(`[data-member="${EMAIL}"][data-state=invited]`).waitFor();
  await expectGoodPage(admin);
});

it('joins in another browser: who invited is said, and a password is chosen', async () => {
  await other.goto(link);
  await other.getByRole('heading', { name: /^Join / }).waitFor();
  await other.getByText(/invited you as Leader/).waitFor();
  await expectGoodPage(asVisit());
  await other.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Join and sign in' }).click();
  await other.getByRole('heading', { name: 'Home' }).waitFor();
  await other.goto(link);
  await other.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
});

it('reads what every member may, and is told what a leader may not', async () => {
  const { base } = admin;
  await other.goto(`${base}/people`);
  await other.getByRole('heading', { name: 'People' }).waitFor();
  await other.goto(`${base}/quarantine`);
  await other.getByText(/Your role may not bring data in/).waitFor();
  expect(await other.getByRole('button', { name: 'Edit and replay' }).count()).toBe(0);
  await other.goto(`${base}/team`);
  await other.getByText(/Your role may not invite/).waitFor();
  await expectGoodPage(asVisit());
  // The page hides it; the server refuses it all the same.
  const status = await other.evaluate(async () => {
    const session = (await (await fetch('/api/v1/session')).json()) as { csrf_token: string };
    const headers = { 'content-type': 'application/json', 'x-csrf-token': session.csrf_token };
    const body = JSON.stringify({ name: 'C', email: 'c@example.com', role: 'admin' });
    return (await fetch('/api/v1/members', { method: 'POST', headers, body })).status;
  });
  expect(status).toBe(403);
});

it('shows the own account, and changes the name', async () => {
  await other.goto(`${admin.base}/account`);
  await other.getByLabel('Your name').fill('Ben I.');
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByText('Name changed').waitFor();
  await other.getByText('(this one)').waitFor();
  await expectGoodPage(asVisit());
});

it('removes the member, whose session is gone at once', async () => {
  const { page, base } = admin;
  await page.goto(`${base}/team`);
  await page.getByRole('button', { name: 'What to do with Ben I.' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove Ben I.?' }).getByRole('button', { name: 'Remove' }).click();
  await page.locator(`[data-member="${EMAIL}"][data-state=removed]`).waitFor();
  await other.goto(`${base}/people`);
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.getByLabel('E-mail').fill(EMAIL);
  await other.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('alert').waitFor();
});

it('brings the member back, and the record tells all of it', async () => {
  const { page, base } = admin;
  await page.getByRole('button', { name: 'Bring Ben I. back' }).click();
  await page.locator(`[data-member="${EMAIL}"][data-state=active]`).waitFor();
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' });
  await page.goto(`${base}/record`);
  await page.getByText('The record holds').waitFor();
  for (const action of ['invited', 'joined', 'removed', 'brought_back']) {
    await page.getByText(`member.${action}`).first().waitFor();
  }
});
