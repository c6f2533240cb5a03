import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the guides have their pictures from. */
export const PICTURES = join(import.meta.dirname, '..', '..', 'docs', 'pictures');

/** A journey looks at what it draws and keeps it only when asked: a test changes no file by itself. */
const isKept = process.env['TRUELIFT_WRITE_PICTURES'] === '1';

const QUALITY = 78;
const WIDE_PX = 1440;
const NARROW_PX = 390;
const LOW_PX = 720;
/** A longer page is cut here: a guide shows where something is, and the page itself the rest. */
const HIGH_PX = 1300;
/** So many of a thousand points must differ for a picture to be written anew: a date of the run does not. */
const CLEARLY_PER_MILLE = 8;

/** Waits until what is loaded is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const loading = page.locator('[aria-label^="Loading"]').filter({ visible: true });
  await loading.first().waitFor({ state: 'detached' });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** As much of the page as a picture holds, as WebP. */
async function taken(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  await session.detach();
  return Buffer.from(data, 'base64');
}

/** How many of a thousand points differ between two pictures; all of them where one is larger. */
async function difference(page: Page, before: Buffer, after: Buffer): Promise<number> {
  const urls = [before, after].map((picture) => `data:image/webp;base64,${picture.toString('base64')}`);
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(async (sources) => {
      const points = async (source: string): Promise<ImageData> => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        if (context === null) throw new Error('there is no canvas');
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [a, b] = await Promise.all(sources.map(points));
      if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return 1000;
      let n = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        const off = [0, 1, 2].map((of) => Math.abs((a.data[at + of] ?? 0) - (b.data[at + of] ?? 0)));
        if (Math.max(...off) > 32) n += 1;
      }
      return (1000 * n) / (a.data.length / 4);
    }, urls);
  } finally {
    await blank.close();
  }
}

async function keep(page: Page, name: string): Promise<void> {
  const file = join(PICTURES, `${name}.webp`);
  const after = await taken(page);
  mkdirSync(PICTURES, { recursive: true });
  if (existsSync(file) && (await difference(page, readFileSync(file), after)) < CLEARLY_PER_MILLE) return;
  writeFileSync(file, after);
}

async function sized(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: LOW_PX });
  await drawn(page);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, LOW_PX), HIGH_PX) });
  await drawn(page);
}

/** Takes the picture of the page that is open, when pictures are kept, and leaves the window as it was. */
export async function picture(page: Page, name: string, isOnPhone = false): Promise<void> {
  if (!isKept) return;
  const before = page.viewportSize();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('html[data-mantine-color-scheme=light]').waitFor();
  await sized(page, WIDE_PX);
  await keep(page, name);
  if (isOnPhone) {
    await sized(page, NARROW_PX);
    await keep(page, `${name}-phone`);
  }
  if (before !== null) await page.setViewportSize(before);
}
