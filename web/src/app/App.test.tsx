import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryHistory } from '@tanstack/react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorld, handle, type World } from '../../fixtures/handlers';
import { App } from './App';

const PATIENCE = { timeout: 15_000 };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Opens an address of the page, with `world` as its server. */
function open(world: World, address: string): void {
  vi.stubGlobal('fetch', (request: Request) => handle(world, request));
  render(<App history={createMemoryHistory({ initialEntries: [address] })} />);
}

it('creates the first member, and then opens the first page', { timeout: 60_000 }, async () => {
  open(createWorld(false), '/');
  const user = userEvent.setup();
  await screen.findByRole('heading', { name: 'Create the first member' }, PATIENCE);
  await user.type(screen.getByLabelText('Your name'), 'Dana Brooks');
  await user.type(screen.getByLabelText('E-mail'), 'dana@invalid');
  await user.type(screen.getByLabelText('Password'), 'orchards in autumn');
  await user.click(screen.getByRole('button', { name: 'Create and sign in' }));
  await screen.findByText('Copy it from the output of `truelift serve`', undefined, PATIENCE);
  await user.type(screen.getByLabelText('Set-up token'), 'the-token-that-was-printed');
  await user.click(screen.getByRole('button', { name: 'Create and sign in' }));
  await screen.findByText('“dana@invalid” is not an e-mail address.', undefined, PATIENCE);

  await user.clear(screen.getByLabelText('E-mail'));
  await user.type(screen.getByLabelText('E-mail'), 'dana@example.com');
  await user.click(screen.getByRole('button', { name: 'Create and sign in' }));
  await screen.findByRole('heading', { name: 'Home' }, PATIENCE);
  await screen.findByText('+$1.39', undefined, PATIENCE);
  expect(screen.getByText('Simulated data')).toBeTruthy();
});

it('leads to sign-in when the session has ended', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/people');
  const user = userEvent.setup();
  await screen.findByText('Showing 25 of 412 people', undefined, PATIENCE);
  world.isSignedIn = false;
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByRole('heading', { name: 'Sign in' }, PATIENCE);
});

it('names the old id that led to a person', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/people/p_old');
  await screen.findByText('This person has a new id', undefined, PATIENCE);
});

it('adds all pilots up, and says what was changed of a plan', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/programme');
  await screen.findByRole('heading', { name: 'What all of it changed' }, PATIENCE);
  expect(screen.getByText('33%')).toBeTruthy();
  expect(screen.getByText('+$751.28')).toBeTruthy();
  expect(screen.getByText('It was not read out yet.')).toBeTruthy();
  const user = userEvent.setup();
  await user.click(screen.getByRole('link', { name: /AI-written win-back/ }));
  await user.click(await screen.findByRole('link', { name: 'Plan' }, PATIENCE));
  await screen.findByText('Changed after it began', undefined, PATIENCE);
  expect(screen.getByText(/The arms keep their shares within each state/)).toBeTruthy();
});

it('says what a pilot can find before it is sent', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/pilots/ai-win-back/plan');
  const title = await screen.findByRole('heading', { name: 'What it can find' }, PATIENCE);
  const panel = title.closest('section');
  await screen.findByText('+$1.21', { selector: '.tl-number' }, PATIENCE);
  expect(panel?.textContent).toContain('is found with a chance of 80%');
  expect(panel?.textContent).toContain('2,580 people who were in the audience then');
});

it('says which checks to heed, what to know, and who it works for', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/pilots/ai-win-back');
  const heed = await screen.findByRole('heading', { name: 'Read with care' }, PATIENCE);
  expect(heed.parentElement?.textContent).toContain('Wear over time: The lift of revenue moves over time');
  expect(screen.getByText('3 people have no arm and were left out.')).toBeTruthy();
  const segments = screen.getByRole('region', { name: 'Segments in numbers' });
  expect(segments.textContent).toContain('SC');
  expect(segments.textContent).toContain('+$0.20 to +$1.60');
  expect(screen.getByText(/This was planned before the first message/)).toBeTruthy();
});

it('shows how the effect grew, and gives no number where there is none', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/pilots/ai-win-back');
  const table = await screen.findByRole('region', { name: 'Table of the effect over time' }, PATIENCE);
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(rows).toHaveLength(7);
  expect(rows[0]).toBe('2 daysToo few people of AI did it.');
  expect(rows[6]).toBe('14 days$3.80$2.20+$1.60+$0.80 to +$2.40');
});

it('says how sure a comparison is, and what looking today costs', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/pilots/ai-win-back');
  expect(
    (await screen.findAllByText('98 % sure AI is better than holdout.', undefined, PATIENCE)).length,
  ).toBe(3);
  expect(screen.getByText('Compared with holdout: +67%, between +28% and +107%.')).toBeTruthy();
  expect(screen.getByText('By the delta method: +67%, between +27% and +106%.')).toBeTruthy();
  expect(
    screen.getByText(/1\.4 times as wide: \+\$0\.23 to \+\$2\.55\. It still leaves zero out/),
  ).toBeTruthy();
});

it('says whether the record holds', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  open(world, '/record');
  await screen.findByText('The record holds', undefined, PATIENCE);
  screen.getByText('Entry 2 is noted outside the table', { exact: false });
});

it('shows a pilot that cannot be used beside the others', { timeout: 60_000 }, async () => {
  const world = createWorld(true);
  world.isSignedIn = true;
  world.broken = [{ name: 'spring', why: 'pilot `spring`: `design` is missing: add it' }];
  open(world, '/pilots');
  await screen.findByText('pilot `spring`: `design` is missing: add it', undefined, PATIENCE);
  expect(screen.getByRole('link', { name: 'Open the pilot' })).toBeTruthy();
});
