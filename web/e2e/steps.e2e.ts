import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply, begin, rewrite } from './define';
import { invite, joinBy, otherBrowser } from './join';
import { expectGoodPage, visitSignedIn, type Visit } from './page';
import { LONG, step } from './stepper';

/** Of this run alone: the server of the journeys may have been used before. */
const RUN = Date.now();
const PILOT = `second-try-${RUN}`;
const EMAIL = `lee-${RUN}@example.com`;
const PASSWORD = 'orchards in winter';

/** How the gate says that somebody had all that the cap allows. */
const CAPPED = /the limit is \d/;
const OF_HOLDOUTS = /said the same of ([\d,]+) (?:person|people) of the holdouts/;

let first: Visit;
let context: BrowserContext;
let second: Page;
let work: string;

beforeAll(async () => {
  first = await visitSignedIn();
  work = `${first.base}/pilots/${PILOT}/work`;
  ({ context, page: second } = await otherBrowser(first));
  first.page.on('dialog', (dialog) => void dialog.accept());
});
afterAll(async () => {
  await context.close();
  await first.close();
});

/** The demo's pilot under another name. */
async function ownText(page: Page): Promise<string> {
  const text = await page.evaluate(async () => {
    const found = await fetch('/api/v1/definitions/pilot/ai-win-back');
    return ((await found.json()) as { applied: { text: string } }).applied.text;
  });
  return text
    .replaceAll('ai-win-back', PILOT)
    .replace('AI-written win-back subject lines for lapsed buyers', 'A second try');
}

it('invites a leader, who joins in another browser', async () => {
  const lee = { name: 'Lee Moss', email: EMAIL, role: 'leader', password: PASSWORD };
  await joinBy(await invite(first, lee), second, lee);
});

it('applies a pilot, whose page says what comes first', async () => {
  const { page, base } = first;
  await begin(page, base, 'Pilot', PILOT);
  await rewrite(page, await ownText(page));
  await apply(page, PILOT);

  await page.goto(work);
  await step(page, 'lines', 'todo').waitFor();
  for (const id of ['review', 'release', 'readout', 'gate']) await step(page, id, 'blocked').waitFor();
  await expectGoodPage(first);
});

it('is rehearsed as a job that can be followed', LONG, async () => {
  const { page } = first;
  await page.goto(`${first.base}/pilots/${PILOT}/rehearsal`);
  await page.getByRole('textbox', { name: 'By, in per cent of today' }).fill('20');
  await page.getByRole('textbox', { name: 'Times' }).fill('3');
  await page.getByRole('button', { name: 'Rehearse', exact: true }).click();
  await page.getByRole('heading', { name: 'What the test can show' }).waitFor(LONG);
  await page.getByText('Simulated', { exact: true }).first().waitFor();
  await expectGoodPage(first);
  await page.getByRole('button', { name: 'Remove this rehearsal' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove this rehearsal?' });
  await expectGoodPage(first);
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('Not rehearsed yet').waitFor();
  await page.goto(work);
});

it('lets lines be written, and says who wrote them', async () => {
  const { page } = first;
  await page.getByRole('button', { name: /^Let .* write lines$/ }).click();
  await step(page, 'lines', 'done').waitFor(LONG);
  await step(page, 'lines', 'done').locator('[data-summary]').getByText('by no model').waitFor();
  // The next step is open by itself.
  await page.getByRole('button', { name: 'Ask for approval' }).waitFor();
  await page.getByRole('button', { name: 'Lines', expanded: false }).click();
  await page.getByRole('list', { name: 'Lines' }).getByText('Chosen').waitFor();
  await expectGoodPage(first);
});

it('is approved by somebody else, word for word', async () => {
  const { page } = first;
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByText(/Nobody approves what they asked for/).waitFor();
  await expectGoodPage(first);

  await second.goto(`${first.base}/`);
  await second.locator(`[data-task=approve] a[href*="${PILOT}"]`).click();
  await step(second, 'review', 'todo').waitFor();
  await second.getByLabel('Your note').fill('as it stands');
  await second.getByRole('button', { name: 'Approve exactly this' }).click();
  await step(second, 'review', 'done')
    .getByText(/Approved by Lee Moss/)
    .waitFor();
  await step(second, 'release', 'todo').waitFor();
});

it('says how many get a message before it is released, and what was refused afterwards', LONG, async () => {
  const { page } = first;
  await page.goto(work);
  await page.getByRole('button', { name: 'Release…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Release this pilot?' });
  const told = await dialog.locator('[data-n-messages]').getAttribute('data-n-messages', LONG);
  const heldOut = await dialog.locator('[data-n-held-out]').getAttribute('data-n-held-out');
  await dialog.getByText('cannot be taken back').waitFor();
  expect(page.url()).toContain('ask=release');
  await expectGoodPage(first);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Release…' }).click();
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await step(page, 'release', 'done').waitFor(LONG);
  const words = (await step(page, 'release', 'done').locator('[data-summary]').textContent()) ?? '';
  const [, sent, kept] = /([\d,]+) sent, ([\d,]+) held out/.exec(words) ?? [];
  const number = (text: string | null | undefined): number => Number((text ?? '').replaceAll(',', ''));
  // Journeys before this one may have sent somebody all that the cap allows, which is asked when a message goes, of whom
  // is held out as of everybody else.
  const unsent = await page.getByLabel('What did not go').getByText(CAPPED).allTextContents();
  const capped = unsent.reduce((sum, line) => sum + number(line.split(':')[0]), 0);
  const cappedOfHoldouts = unsent.reduce((sum, line) => sum + number(OF_HOLDOUTS.exec(line)?.[1]), 0);
  const all = `told ${told}, held out ${heldOut}; ${words}; ${unsent.join('; ')}`;
  expect(number(sent) + capped, all).toBe(number(told));
  expect(number(kept) + cappedOfHoldouts, all).toBe(number(heldOut));
  expect(words).toContain('Released by Dana Brooks');
});

it('says when it can be read out; the days of a simulated world pass; it is read out', LONG, async () => {
  const { page } = first;
  const waits = step(page, 'readout', 'blocked');
  await waits.getByText('It can be done from').waitFor();
  expect(await page.getByRole('button', { name: 'Read out', exact: true }).count()).toBe(0);
  await expectGoodPage(first);
  await waits.getByRole('button', { name: /^Let the days pass until/ }).click();
  await page.getByRole('button', { name: 'Read out', exact: true }).click();
  await step(page, 'readout', 'done')
    .getByText(/Read out by Dana Brooks/)
    .waitFor(LONG);
});

it('is decided by its rule with a reason, by a leader, and says what follows', async () => {
  const { page } = first;
  await second.goto(work);
  const gate = step(second, 'gate', 'todo');
  await gate.getByText('The rule says:').waitFor();
  await gate.getByRole('button', { name: /^Decide:/ }).click();
  await gate.getByText('Say in a sentence why.').waitFor();
  await gate.getByLabel('Your reason').fill('another line in spring');
  await gate.getByRole('button', { name: /^Decide:/ }).click();
  await step(second, 'gate', 'done')
    .getByText(/decided by Lee Moss/)
    .first()
    .waitFor();
  await second.getByText('What follows').waitFor();

  await page.goto(`${work}?step=gate`);
  await page.getByText('“another line in spring”').waitFor();
  await expectGoodPage(first);
  await page.goto(`${first.base}/record`);
  await page.getByText('The record holds').waitFor();
  await page.getByText('pilot.decided').first().waitFor();
});
