import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { enter, MEMBER } from './enter';
import { expectGoodPage, visit, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visit();
});
afterAll(() => opened.close());

it('leads somebody without a session to sign-in', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/people?q=ann`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await expectGoodPage(opened);
});

it('creates the first member on a fresh installation, or signs in', async () => {
  const { page, base } = opened;
  const how = await enter(page, base, inject('setupToken'));
  if (process.env['TRUELIFT_BIN'] !== undefined) expect(how).toBe('created');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
});

it('signs out, refuses a wrong password, and signs in again to where one was going', async () => {
  const { page, base } = opened;
  await page.getByRole('button', { name: /member menu of/ }).click();
  await expectGoodPage(opened);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await page.goto(`${base}/quarantine`);
  await page.getByLabel('E-mail').fill(MEMBER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toMatch(/password/i);

  await page.getByRole('textbox', { name: 'Password' }).fill(MEMBER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Quarantine' }).waitFor();
});
