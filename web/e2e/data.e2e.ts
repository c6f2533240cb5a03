import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enter } from './enter';
import { drop, importIt, question } from './give';
import { picture } from './picture';
import { expectGoodPage, visit, type Visit } from './page';
import { serve, SETUP_TOKEN, stop, type Serving } from './server';

// A shop's export as it comes: a title line, semicolons, German dates, a word nobody else has, a broken address.
const CUSTOMERS = `Kundenliste Hofladen
Kundennummer;Vorname;Nachname;E-Mail;Telefon;Newsletter;Angemeldet am
1001;Olive;Tamsin;olive@example.org;+49 30 5550141;ja;05.01.2026 10:00
1002;Rufus;Amberly;rufus@example.org;+49 30 5550142;nein;17.01.2026 11:30
1003;Petra;Quillon;petra(at)example.org;+49 30 5550143;ja;21.02.2026 09:15
1004;Hamza;Fenwick;hamza@example.org;;vielleicht;22.02.2026 08:00
`;
const ORDERS = `Bestellnummer;Kundennummer;E-Mail;Bestelldatum;Betrag
5001;1001;olive@example.org;01.03.2026 10:00;19,99
5002;1002;rufus@example.org;13.03.2026 11:30;1.234,50
`;

/** Remarks that no list of words knows, of which two say no. */
const REMARKS = `Kundennummer;E-Mail;Bemerkung
1001;olive@example.org;Klingel defekt
1002;rufus@example.org;genug ist genug
1003;petra@example.org;nimmt immer zwei Kisten
1004;hamza@example.org;der Ofen bleibt heute kalt
`;

const BIN = process.env['TRUELIFT_BIN'];
let opened: Visit;
let data: string;
let serving: Serving;

beforeAll(async () => {
  if (BIN === undefined) return;
  data = mkdtempSync(join(tmpdir(), 'truelift-empty-'));
  serving = await serve(BIN, data);
  opened = { ...(await visit()), base: serving.url };
});
afterAll(async () => {
  if (BIN === undefined) return;
  await opened.close();
  await stop(serving.server);
  rmSync(data, { recursive: true, force: true });
});

const csv = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

// It needs a server of its own, on an empty folder.
it.skipIf(BIN === undefined)('leads from an empty folder to the first member', async () => {
  const { page, base } = opened;
  expect(await enter(page, base, SETUP_TOKEN)).toBe('created');
  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByText('No data yet').waitFor();
  await expectGoodPage(opened, { isSimulated: false });
});

it.skipIf(BIN === undefined)('refuses what is no file, in words', async () => {
  const { page } = opened;
  await page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'leer.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
  await page.getByText('“leer.csv” is empty.').waitFor();
});

it.skipIf(BIN === undefined)(
  'asks what a messy file does not say, and previews what would come in',
  async () => {
    const { page } = opened;
    await drop(page, csv('Kunden März (1).csv', CUSTOMERS));
    await page.getByText('Read from its name and values.').waitFor();
    const word = page.locator('[data-question="means.vielleicht"]');
    await word.waitFor();
    // What is answered is there after a reload.
    await word.getByLabel(/Neither/).check();
    await page.getByLabel('Name of the source').fill('hofladen');
    await page.getByText('Rows cannot be taken out again once they are in.').waitFor();
    await page.reload();
    await word.waitFor();
    expect(await word.getByLabel(/Neither/).isChecked()).toBe(true);
    const zone = page.locator('[data-question="zone"] input');
    if ((await zone.count()) > 0) await zone.first().fill('Europe/Berlin');
    await page
      .getByText(/would be set aside/)
      .first()
      .waitFor();
    const bad = page.locator('tr[data-rejected=true]').first();
    expect(await bad.textContent()).toContain('petra(at)example.org');
    await expectGoodPage(opened, { isSimulated: false });
  },
);

it.skipIf(BIN === undefined)('imports it, and accounts for every row', async () => {
  const { page } = opened;
  await importIt(page);
  expect(await page.locator('[data-figure=new]').textContent()).toContain('3');
  expect(await page.locator('[data-figure="set aside"]').textContent()).toContain('1');
  await page.getByText(/new yes/).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'What came of it' }).waitFor();
  await expectGoodPage(opened, { isSimulated: false });
});

it.skipIf(BIN === undefined)('brings orders in, unifies, and finds the person', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/data`);
  await drop(page, csv('bestellungen.csv', ORDERS));
  await page.locator('[data-question=currency] input').first().fill('EUR');
  const zone = page.locator('[data-question=zone] input');
  if ((await zone.count()) > 0) await zone.first().fill('Europe/Berlin');
  await page.getByText('All of the first 2 rows would come in.').waitFor();
  await importIt(page);
  await page.getByRole('button', { name: 'Unify people' }).click();
  await page.locator('[data-unified=done]').waitFor();
  await page.getByRole('link', { name: 'See the people' }).first().click();
  await page.getByRole('link', { name: /Olive Tamsin/ }).click();
  await page.getByText('olive@example.org').first().waitFor();
});

it.skipIf(BIN === undefined)('knows the next export, and lists what was done', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/data`);
  await page.locator('[data-source=hofladen]').waitFor();
  await drop(page, csv('bestellungen-2.csv', `${ORDERS}5003;1004;hamza@example.org;20.03.2026 12:00;7,00\n`));
  await page.getByLabel('It is another file of bestellungen').check();
  await page.getByText('All of the first 3 rows would come in.').waitFor();
  await page.getByRole('button', { name: 'Import the file' }).click();
  await page.getByRole('heading', { name: 'What came of it' }).waitFor();
  expect(await page.locator('[data-figure="known already"]').textContent()).toContain('2');
  await page.goto(`${base}/activity`);
  await page.locator('[data-job]').first().waitFor();
  expect(await page.locator('[data-job]').count()).toBeGreaterThanOrEqual(4);
  await expectGoodPage(opened, { isSimulated: false });
  await page.getByRole('link', { name: 'Unify people' }).first().click();
  await page.getByRole('list', { name: 'Log' }).waitFor();
  await expectGoodPage(opened, { isSimulated: false });
});

it.skipIf(BIN === undefined)('has a person read the remarks that no list of words knows', async () => {
  const { page, base } = opened;
  await page.goto(`${base}/data`);
  await drop(page, csv('bemerkungen.csv', REMARKS));
  const asked = question(page, 'unread.Bemerkung');
  await asked.getByRole('checkbox', { name: 'genug ist genug' }).waitFor();
  const bring = page.getByRole('button', { name: 'Import the file' });
  expect(await bring.isDisabled()).toBe(true);
  await picture(page, 'unread-texts');
  await expectGoodPage(opened, { isSimulated: false });
  await asked.getByRole('checkbox', { name: 'genug ist genug' }).check();
  await asked.getByRole('button', { name: /ticked|This one/ }).click();
  await expect.poll(() => bring.isDisabled()).toBe(false);
  // What was said is seen in what would come in: of four rows one says no.
  await page.getByText('1 row says no').waitFor();
  await page.getByRole('button', { name: 'Discard the file' }).click();
  await page
    .getByRole('dialog', { name: 'Discard the file?' })
    .getByRole('button', { name: 'Discard it' })
    .click();
  await page.getByText('File discarded').waitFor();
});
