import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, MEMBER } from './enter';
import { invite, joinBy, otherBrowser, type Other } from './join';
import { expectGoodPage, visit, type Visit } from './page';
import { picture } from './picture';
import { serve, SETUP_TOKEN, stop, type Serving } from './server';
import { choice, goTo, hasFocus, listed, menu, opener } from './workspaceList';

const BIN = process.env['TRUELIFT_BIN'];
const REAL = { isSimulated: false };
const BEN = { name: 'Ben Ito', email: 'ben@example.com', password: 'orchards in spring' };
const FIRST = 'peach-state';
const SECOND = 'Harbour Books';
/** Enough for every step of the demo to have something to do, in a fraction of its time. */
const N_PEOPLE = 3_000;
const MINUTES = 10 * 60_000;

let opened: Visit;
let other: Other;
let data: string;
let serving: Serving;

/** What the server says to an invitation, asked past the page. */
function askToInvite(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const session = (await (await fetch('/api/v1/session')).json()) as { csrf_token: string };
    const headers = { 'content-type': 'application/json', 'x-csrf-token': session.csrf_token };
    const body = JSON.stringify({ name: 'C', email: `c${Date.now()}@example.com`, role: 'legal' });
    return (await fetch('/api/v1/members', { method: 'POST', headers, body })).status;
  });
}

// Two brands on one server: what one may in the one says nothing of the other, and neither shows in the other.
describe.skipIf(BIN === undefined)('several workspaces', () => {
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'truelift-workspaces-'));
    serving = await serve(BIN ?? '', data);
    opened = { ...(await visit()), base: serving.url };
    other = await otherBrowser(opened);
    await enter(opened.page, opened.base, SETUP_TOKEN);
  });
  afterAll(async () => {
    await opened.close();
    await stop(serving.server);
    rmSync(data, { recursive: true, force: true });
  });

  it('makes a second one, and is there', async () => {
    const { page } = opened;
    await menu(page);
    await page.getByRole('button', { name: 'New workspace' }).click();
    const dialog = page.getByRole('dialog', { name: 'New workspace' });
    await dialog.getByLabel('Name').fill(SECOND);
    await dialog.getByLabel('Country').selectOption('NL');
    await expectGoodPage(opened, REAL);
    await dialog.getByRole('button', { name: 'Make it and go there' }).click();
    await page.getByText(`You are in ${SECOND}`).waitFor();
    await menu(page);
    await page.locator('[data-workspace=harbour-books] [aria-current=true]').waitFor();
    expect(await page.locator('[data-workspace] [aria-current=true]').count()).toBe(1);
    await picture(page, 'workspaces');
    await expectGoodPage(opened, REAL);
    await page.keyboard.press('Escape');
    await page.getByText('Your workspaces').waitFor({ state: 'detached' });
    expect(await hasFocus(opener(page))).toBe(true);
  });

  it('goes back by the keyboard alone, and on a phone', async () => {
    const { page } = opened;
    await page
      .getByRole('button', { name: `${SECOND}: choose another workspace` })
      .filter({ visible: true })
      .focus();
    await page.keyboard.press('Enter');
    await choice(page, FIRST).waitFor();
    // From the first item on; the own one does nothing.
    const names = await listed(page).allTextContents();
    const nth = names.findIndex((name) => name.startsWith(FIRST));
    expect(nth).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('ArrowDown');
    for (let n = 0; n < nth; n += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(`You are in ${FIRST}`).waitFor();
    // Where one was, to go on from there; and out of the list by Tab closes it.
    expect(await hasFocus(opener(page))).toBe(true);
    await page.keyboard.press('ArrowUp');
    const last = page.getByRole('button', { name: 'New workspace' });
    expect(await hasFocus(last)).toBe(true);
    await page.keyboard.press('Tab');
    await last.waitFor({ state: 'detached' });
    const before = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await menu(page);
    await expectGoodPage(opened, REAL);
    await page.setViewportSize({ width: 390, height: 844 });
    await choice(page, SECOND).click();
    await page.getByText(`You are in ${SECOND}`).waitFor();
    // The navigation gives way to what one went to.
    await page.getByRole('button', { name: 'Open navigation' }).waitFor();
    if (before !== null) await page.setViewportSize(before);
    await goTo(page, FIRST);
  });

  it('invites the same person to both, in two roles: one password, joined by two links', async () => {
    const { page } = opened;
    const first = await invite(opened, { ...BEN, role: 'brand' });
    await joinBy(first, other.page, { ...BEN, role: 'brand' });
    await page.getByRole('button', { name: 'Done' }).click();
    await goTo(page, SECOND);
    const second = await invite(opened, { ...BEN, role: 'admin' });
    await page.getByRole('button', { name: 'Done' }).click();
    await joinBy(second, other.page, { ...BEN, role: 'admin' });
    await menu(other.page);
    expect(await other.page.locator('[data-workspace]').count()).toBe(2);
    await other.page.keyboard.press('Escape');
  });

  it('lets a role count where it was given, and shows nothing of the one in the other', async () => {
    const { page } = other;
    await page.goto(`${opened.base}/team`);
    await page.getByRole('button', { name: 'Invite a member' }).waitFor();
    expect(await askToInvite(page)).toBe(201);
    await page.reload();
    await page.locator('[data-state=invited]').waitFor();
    await goTo(page, FIRST);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Team' }).click();
    await page.getByText(/Your role may not invite/).waitFor();
    expect(await page.locator('[data-state=invited]').count()).toBe(0);
    expect(await askToInvite(page)).toBe(403);
    await page.goto(`${opened.base}/account`);
    await page.getByText(/ in peach-state \(this one\)/).waitFor();
  });

  it('mixes nothing in two tabs: the one that was left behind says so', async () => {
    const { page, base } = opened;
    await page.goto(`${base}/definitions`);
    await page.getByRole('heading', { level: 1, name: 'Definitions' }).waitFor();
    const tab = await page.context().newPage();
    await tab.goto(base);
    await goTo(tab, FIRST);
    const dialog = page.getByRole('dialog', { name: `This browser is in ${FIRST} now` });
    await dialog.getByText(`This tab still shows ${SECOND}`).waitFor();
    await picture(page, 'workspaces-tab');
    await expectGoodPage(opened, REAL);
    // It is refused by the server as well, not by the page alone.
    const status = await page.evaluate(async () => {
      const headers = { 'x-truelift-workspace': 'harbour-books' };
      return (await fetch('/api/v1/definitions', { headers })).status;
    });
    expect(status).toBe(409);
    opened.complaints.splice(0);
    await dialog.getByRole('button', { name: `Back to ${SECOND}` }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'Definitions' }).waitFor();
    const there = tab.getByRole('dialog', { name: `This browser is in ${SECOND} now` });
    await there.getByRole('button', { name: `Go on in ${SECOND}` }).click();
    await tab
      .getByRole('button', { name: `${SECOND}: choose another workspace` })
      .filter({ visible: true })
      .waitFor();
    await tab.close();
    await goTo(page, FIRST);
  });

  it('makes the demo’s world from an empty home, as a job', { timeout: MINUTES }, async () => {
    const { page } = opened;
    await page.route('**/api/v1/jobs/demo', (route) =>
      route.continue({ postData: JSON.stringify({ n_people: N_PEOPLE }) }),
    );
    await page.getByRole('heading', { name: 'Look at the demo’s world' }).waitFor();
    await page.getByRole('button', { name: 'Make the demo’s world' }).click();
    await page.locator('[data-page=job]').waitFor();
    await expectGoodPage(opened, REAL);
    const open = page.getByRole('button', { name: 'Open the demo’s world' });
    await open.waitFor({ timeout: MINUTES });
    await open.click();
    await page.getByText('You are in Peach State Provisions').waitFor();
    await expectGoodPage(opened);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Pilots' }).click();
    await page.getByRole('link', { name: /AI/ }).first().waitFor();
  });

  it('removes it again, with everything in it', { timeout: MINUTES }, async () => {
    const { page, base } = opened;
    await page.goto(`${base}/settings`);
    await page.getByRole('heading', { name: 'Remove this workspace' }).waitFor();
    await expectGoodPage(opened);
    await page.getByRole('button', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove Peach State Provisions?' });
    await dialog.getByText(/^the record: /).waitFor();
    expect(await dialog.getByRole('button', { name: 'Remove it' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/^Write Peach State Provisions/).fill('Peach State Provisions');
    await expectGoodPage(opened);
    await dialog.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Peach State Provisions is removed').waitFor({ timeout: MINUTES });
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    // Where the member was before, and told so.
    await page.getByText(`You are in ${FIRST}`).waitFor();
    await page.getByRole('button', { name: `${FIRST}: choose another workspace` }).waitFor();
    await page.goto(`${base}/record`);
    await page.getByText('workspace.removed').first().waitFor();
    await page.getByText('The record holds').waitFor();
    const listed = spawnSync(BIN ?? '', ['workspace', 'list', '--json', '--data', data], {
      encoding: 'utf8',
    });
    const known = (JSON.parse(listed.stdout) as { workspace: string }[]).map(({ workspace }) => workspace);
    expect(known.toSorted()).toEqual(['harbour-books', FIRST]);
    const names = readdirSync(data, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /(^|\/)(workspace=)?demo(\/|$)/.test(name))).toEqual([]);
  });

  it('signs in to where one was last', async () => {
    const { page, base } = opened;
    await page.getByRole('button', { name: /member menu of/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('E-mail').fill(MEMBER.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(MEMBER.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('button', { name: `${FIRST}: choose another workspace` })
      .filter({ visible: true })
      .waitFor();
  });
});
