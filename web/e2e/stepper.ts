import type { Locator, Page } from 'playwright-core';

/** A release and a readout go over thousands of people, on a machine that may be busy. */
export const LONG = { timeout: 170_000 };

/** A step of a pilot, once it stands with it as said. */
export function step(page: Page, id: string, state: string): Locator {
  return page.locator(`[data-step=${id}][data-state=${state}]`);
}
