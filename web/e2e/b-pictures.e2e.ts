import { afterAll, beforeAll, expect, it } from 'vitest';
import { ON_A_PHONE, PAGES } from './pages';
import { visitSignedIn, type Visit } from './page';
import { picture } from './picture';

let opened: Visit;

beforeAll(async () => {
  opened = await visitSignedIn();
});
afterAll(() => opened.close());

/** What the browser itself says of an address that leads nowhere is no complaint of the page. */
const PLACELESS = new Set(['missing']);

// After the one that signs in and before those that change the demo's data: `TRUELIFT_WRITE_PICTURES=1` keeps them.
it.each(Object.entries(PAGES).filter(([name]) => name !== 'sign-in'))(
  'opens %s, without a complaint and within its window',
  async (name, { path }) => {
    const { page, base, complaints } = opened;
    await page.goto(`${base}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await picture(page, name, ON_A_PHONE.includes(name));
    const [wide, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide).toBe(window);
    const found = complaints.splice(0);
    if (!PLACELESS.has(name)) expect(found).toEqual([]);
  },
);

it('shows somebody without a session how to come in', async () => {
  const { page, base } = opened;
  const alone = await page.context().browser()?.newContext({ reducedMotion: 'reduce' });
  if (alone === undefined) throw new Error('the page has no browser');
  const fresh = await alone.newPage();
  await fresh.goto(`${base}/sign-in`);
  await fresh.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await picture(fresh, 'sign-in');
  await alone.close();
});
