import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorld, handle, type World } from '../../fixtures/handlers';
import { App } from './App';

const PATIENCE = { timeout: 15_000 };
const SLOW = { timeout: 60_000 };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Opens an address of the page for a member, with the fixtures as its server. */
function open(address: string, serve = handle): World {
  const world = createWorld(true);
  world.isSignedIn = true;
  vi.stubGlobal('fetch', (request: Request) => serve(world, request));
  render(<App history={createMemoryHistory({ initialEntries: [address] })} />);
  return world;
}

const pairShown = (): string => document.querySelector('[data-pair]')?.getAttribute('data-pair') ?? '';

async function firstPair(): Promise<string> {
  await screen.findByRole('table', { name: 'The two records' }, PATIENCE);
  return pairShown();
}

it('takes answers by key in the order of the queue, and undoes the last', SLOW, async () => {
  const world = open('/people/review');
  const user = userEvent.setup();
  const nBefore = world.book.rulings.length;
  expect(await firstPair()).toBe('crm:C10400 shop:S77000');
  await user.keyboard('s');
  expect(pairShown()).toBe('crm:C10401 shop:S77001');
  await user.keyboard('d');
  expect(pairShown()).toBe('crm:C10402 shop:S77002');
  await screen.findByText('2 answers are not applied yet', undefined, PATIENCE);
  const given = world.book.rulings.slice(nBefore);
  expect(given.map(({ kind, origin }) => `${kind} ${origin}`)).toEqual(['same review', 'different review']);

  await user.keyboard('u');
  expect(pairShown()).toBe('crm:C10401 shop:S77001');
  await screen.findByText('1 answer is not applied yet', undefined, PATIENCE);
  expect(world.book.rulings.at(-1)?.undone_by).toBe(world.member?.name);
});

it('skips by both keys, and shows what was skipped again', SLOW, async () => {
  const world = open('/people/review');
  const user = userEvent.setup();
  const nBefore = world.book.rulings.length;
  await firstPair();
  await user.keyboard('k');
  expect(pairShown()).toBe('crm:C10401 shop:S77001');
  for (let i = 1; i < 14; i += 1) await user.keyboard('{ArrowRight}');
  await screen.findByText('You skipped 14 pairs', undefined, PATIENCE);
  await user.click(screen.getByRole('button', { name: 'Show them again' }));
  expect(pairShown()).toBe('crm:C10400 shop:S77000');
  expect(world.book.rulings).toHaveLength(nBefore);
});

it('leaves the keys alone while a note is typed, and sends the note', SLOW, async () => {
  const world = open('/people/review');
  const user = userEvent.setup();
  const first = await firstPair();
  await user.type(screen.getByLabelText('Note (optional)'), 'dusk');
  expect(pairShown()).toBe(first);
  await user.keyboard('{Enter}d');
  await waitFor(() => expect(world.book.rulings.at(-1)?.note).toBe('dusk'), PATIENCE);
  expect(screen.getByLabelText<HTMLInputElement>('Note (optional)').value).toBe('');
});

it('turns the keys off', SLOW, async () => {
  open('/people/review');
  const user = userEvent.setup();
  const first = await firstPair();
  await user.click(screen.getByRole('switch', { name: 'Answer with keys' }));
  await user.keyboard('s');
  expect(pairShown()).toBe(first);
  await user.click(screen.getByRole('switch', { name: 'Answer with keys' }));
});

it('brings a pair back when the server refuses its answer', SLOW, async () => {
  open('/people/review', (world, request) =>
    request.method === 'POST'
      ? Promise.resolve(
          Response.json({ code: 'gone', detail: 'the record is gone', status: 404 }, { status: 404 }),
        )
      : handle(world, request),
  );
  const user = userEvent.setup();
  const first = await firstPair();
  await user.keyboard('s');
  await screen.findByText('The record is gone.', undefined, PATIENCE);
  expect(pairShown()).toBe(first);
});

it('draws the precision of the spot check, and applies what was said', SLOW, async () => {
  open('/people/review?show=sample');
  const user = userEvent.setup();
  await firstPair();
  screen.getByRole('img', { name: '97%, 95% interval from 87% to 99.5%' });
  await user.click(screen.getByRole('button', { name: 'Same person' }));
  await screen.findByText('39 of 40 links are right', undefined, PATIENCE);
  await user.click(screen.getByRole('button', { name: 'Apply now' }));
  await screen.findByText(/^21,912 people from .* records; 14 pairs left$/, undefined, PATIENCE);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Apply now' })).toBeNull(), PATIENCE);
});

it('says so when nothing waits and nothing was judged', SLOW, async () => {
  open('/people/review?show=sample', (world, request) =>
    request.url.includes('/pairs')
      ? Promise.resolve(
          Response.json({
            items: [],
            n_waiting: 0,
            n_pending: 0,
            precision: { n_judged: 0, n_right: 0, precision: null, ci_low: null, ci_high: null },
          }),
        )
      : handle(world, request),
  );
  await screen.findByText('The whole sample is judged', undefined, PATIENCE);
  screen.getByText(/^Nothing is judged yet/);
});

it('lists what members said, and takes an answer back after asking', SLOW, async () => {
  const world = open('/people/review?show=rulings');
  const user = userEvent.setup();
  const list = await screen.findByRole('list', { name: 'Rulings' }, PATIENCE);
  within(list).getByText('“father and son”');
  const [first] = within(list).getAllByRole('button', { name: 'Take back' });
  if (first === undefined) throw new Error('no answer can be taken back');
  await user.click(first);
  const dialog = await screen.findByRole('dialog', { name: 'Take this answer back?' }, PATIENCE);
  await user.click(within(dialog).getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(world.book.rulings.at(-1)?.undone_by).toBe(world.member?.name), PATIENCE);
  await screen.findByText('1 answer is not applied yet', undefined, PATIENCE);
});

it('explains a link on the person’s page, and takes a record out after asking', SLOW, async () => {
  const world = open('/people/p_old');
  const user = userEvent.setup();
  const links = await screen.findByRole('list', { name: 'Links' }, PATIENCE);
  const [why] = within(links).getAllByRole('button', { name: /^Show why/ });
  if (why === undefined) throw new Error('no link can be explained');
  await user.click(why);
  await screen.findByText('more than 99.9% sure they are one person', undefined, PATIENCE);
  within(links).getByText(/seen in Web events/);
  expect(within(links).queryByRole('button', { name: /seen-/ })).toBeNull();
  expect(screen.getByRole('list', { name: 'Household' })).toBeTruthy();

  const nBefore = world.book.rulings.length;
  await user.click(screen.getByRole('button', { name: 'Not this person: crm:C88213' }));
  const dialog = await screen.findByRole('dialog', { name: 'Not this person?' }, PATIENCE);
  await user.click(within(dialog).getByRole('button', { name: 'Not this person' }));
  await screen.findByText('Noted, and not applied yet', undefined, PATIENCE);
  const given = world.book.rulings.slice(nBefore);
  expect(given).toHaveLength(3);
  expect(new Set(given.map(({ kind, origin }) => `${kind} ${origin}`))).toEqual(
    new Set(['different member']),
  );
});
