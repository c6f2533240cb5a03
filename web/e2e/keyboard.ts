import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A form of a pilot has many fields, and each has a few stops. */
const MOST_STOPS = 400;

function hasFocus(at: Locator): Promise<boolean> {
  return at.evaluate((node) => node === document.activeElement);
}

/** Goes on by Tab (or back) until the focus is there. */
export async function tabTo(page: Page, at: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await at.waitFor();
  for (let n = 0; n < MOST_STOPS; n += 1) {
    if (await hasFocus(at)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${at.toString()}`);
}

/** Reaches a button by Tab, sees that it shows where one is, and presses it. */
export async function pressAt(page: Page, at: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, at, key);
  const shown = await at.evaluate((node) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    const { top, bottom } = node.getBoundingClientRect();
    return { outlineStyle, outlineWidth, isInSight: bottom > 0 && top < window.innerHeight };
  });
  expect(shown.isInSight, at.toString()).toBe(true);
  expect(shown.outlineStyle, at.toString()).not.toBe('none');
  expect(shown.outlineWidth, at.toString()).not.toBe('0px');
  await page.keyboard.press('Enter');
}

/** What was done may take away the button that did it; whoever works by keys is somewhere all the same. */
export async function expectSomewhere(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body), { timeout: 10_000 })
    .toBe(true);
}
