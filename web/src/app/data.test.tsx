import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryHistory } from '@tanstack/react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorld, handle, type World } from '../../fixtures/handlers';
import { App } from './App';

const PATIENCE = { timeout: 15_000 };

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

function open(address: string): World {
  const world = createWorld(true);
  world.isSignedIn = true;
  vi.stubGlobal('fetch', (request: Request) => handle(world, request));
  render(<App history={createMemoryHistory({ initialEntries: [address] })} />);
  return world;
}

it('says where data come from, how fresh they are and what waits', { timeout: 60_000 }, async () => {
  open('/data');
  const sources = await screen.findByRole('list', { name: 'Sources' }, PATIENCE);
  within(sources).getByText('CRM export');
  within(sources).getByText('Late');
  within(sources).getByText(/usually every 7 days/);
  expect(within(sources).getByRole('link', { name: '20 rows in quarantine' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'bestellungen.csv' })).toBeTruthy();
});

it('refuses an empty file in words, before it is sent', { timeout: 60_000 }, async () => {
  open('/data');
  const user = userEvent.setup();
  const input = await screen.findByLabelText('Files to import', undefined, PATIENCE);
  await user.upload(input, new File([], 'leer.csv'));
  await screen.findByText('“leer.csv” is empty.', undefined, PATIENCE);
});

it(
  'asks what a file does not say, previews, imports and says what came of it',
  { timeout: 60_000 },
  async () => {
    const world = open('/data?upload=u1');
    const user = userEvent.setup();
    const currency = await screen.findByLabelText(/In which currency/, { selector: 'input' }, PATIENCE);
    expect(screen.getByRole('button', { name: 'Import the file' })).toHaveProperty('disabled', true);
    await user.type(currency, 'EUR');
    await screen.findByText(/5 would be set aside/, undefined, PATIENCE);
    expect(screen.getByText(/“ann\(at\)example” is not an e-mail address/)).toBeTruthy();
    // A no counts in a row that is set aside, too.
    expect(screen.getByText(/^2 rows say no: that counts/)).toBeTruthy();
    expect(screen.getByText(/Its no counts all the same/)).toBeTruthy();
    // What was answered is there after a reload.
    expect(sessionStorage.getItem('truelift.answers.u1')).toContain('EUR');

    const button = screen.getByRole('button', { name: 'Import the file' });
    await vi.waitFor(() => expect(button).toHaveProperty('disabled', false), PATIENCE);
    await user.click(button);
    await screen.findByRole('heading', { name: 'What came of it' }, PATIENCE);
    expect(world.data.contracts.get('bestellungen')).toContain('currency: EUR');
    expect(screen.getByText('80 new yeses', { exact: false })).toBeTruthy();
    expect(screen.getByRole('link', { name: '5 rows set aside' }).getAttribute('href')).toContain(
      'rule=pattern',
    );

    await user.click(screen.getByRole('button', { name: 'Unify people' }));
    await screen.findByText(/people from .* records/, undefined, PATIENCE);
  },
);

it('stops a job after it was said what that leaves', { timeout: 60_000 }, async () => {
  const world = open('/data?upload=u1');
  world.data.isSlow = true;
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/In which currency/, { selector: 'input' }, PATIENCE), 'EUR');
  const button = screen.getByRole('button', { name: 'Import the file' });
  await vi.waitFor(() => expect(button).toHaveProperty('disabled', false), PATIENCE);
  await user.click(button);
  await user.click(await screen.findByRole('button', { name: 'Stop' }, PATIENCE));
  const dialog = await screen.findByRole('dialog', { name: /^Stop/ }, PATIENCE);
  expect(dialog.textContent).toContain('nothing comes in twice');
  await user.click(within(dialog).getByRole('button', { name: 'Stop it' }));
  await screen.findByText('Stopped after 50 rows; these stay.', undefined, PATIENCE);
  expect(world.data.jobs[0]?.state).toBe('cancelled');
  expect(screen.getByRole('button', { name: 'Start again' })).toBeTruthy();
});

it('reads the kept files of a source again after asking', { timeout: 60_000 }, async () => {
  open('/data');
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Read again' }, PATIENCE));
  const dialog = await screen.findByRole('dialog', { name: /again\?$/ }, PATIENCE);
  expect(dialog.textContent).toContain('nothing comes in twice');
  await user.click(within(dialog).getByRole('button', { name: 'Read them again' }));
  await screen.findByRole('heading', { name: 'Read the files of crm again' }, PATIENCE);
  await screen.findByText(/2 left the quarantine/, undefined, PATIENCE);
  expect(screen.getByRole('list', { name: 'Log' }).textContent).toContain('Begun');
});
