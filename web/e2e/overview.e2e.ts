import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGoodPage, visitSignedIn, type Visit } from './page';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

it('shows the eight steps in order, each with its count', async () => {
  const { page, base } = opened;
  await page.goto(base);
  const steps = page.locator('[data-step]');
  await steps.first().waitFor();
  const names = await steps.evaluateAll((items) => items.map((item) => item.getAttribute('data-step')));
  expect(names).toEqual(['collect', 'unify', 'target', 'create', 'review', 'release', 'measure', 'decide']);
  const people = await page.locator('[data-step=unify]').textContent();
  expect(people).toMatch(/[1-9][\d,]*\s*people/);
  await expectGoodPage(opened);
});

it('shows the pilot’s number with its interval drawn, and the decision', async () => {
  const { page } = opened;
  const drawing = page.getByRole('img', { name: /95% interval from/ });
  await drawing.waitFor();
  expect(await drawing.getAttribute('aria-label')).toMatch(/Best estimate [+−]?\$\d/);
  expect(await page.locator('[data-decision]').getAttribute('data-decision')).toMatch(
    /^(scale|iterate|stop)$/,
  );
});

it('leads from every step to a page that exists', async () => {
  const { page, base } = opened;
  const hrefs = await page
    .locator('[data-step] a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(hrefs).toHaveLength(8);
  for (const href of hrefs) {
    await page.goto(`${base}${href ?? '/missing'}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('[data-page=not-found]').count(), href ?? '').toBe(0);
  }
});
