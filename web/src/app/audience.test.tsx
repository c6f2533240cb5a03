import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryHistory } from '@tanstack/react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorld, handle } from '../../fixtures/handlers';
import { App } from './App';

const PATIENCE = { timeout: 15_000 };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** Opens an address as a member who is signed in. */
function open(address: string): void {
  const world = createWorld(true);
  world.isSignedIn = true;
  vi.stubGlobal('fetch', (request: Request) => handle(world, request));
  render(<App history={createMemoryHistory({ initialEntries: [address] })} />);
}

it('keeps sentences and YAML in step, comments and all', { timeout: 60_000 }, async () => {
  open('/audiences/lapsed-buyers');
  const user = userEvent.setup();
  const yaml = await screen.findByLabelText<HTMLTextAreaElement>('YAML', undefined, PATIENCE);
  const first = await screen.findByRole('group', { name: 'Condition 1' }, PATIENCE);
  const times = within(first).getByLabelText<HTMLInputElement>('How many times');
  expect(times.value).toBe('2');
  await user.clear(times);
  await user.type(times, '4');
  await vi.waitFor(() => expect(yaml.value).toContain('at_least: 4'), PATIENCE);
  expect(yaml.value).toMatch(/^# Who fell silent\./);
  await screen.findByText('103', undefined, PATIENCE);

  await user.click(within(first).getByRole('button', { name: 'More for condition 1' }));
  // Without a layout a menu counts as out of sight.
  await user.click(await screen.findByRole('menuitem', { name: 'Remove', hidden: true }, PATIENCE));
  await vi.waitFor(() => expect(yaml.value).not.toContain('behaviour'), PATIENCE);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(yaml.value).toContain('behaviour'), PATIENCE);
});

it('leads from home to what waits, and anywhere by Ctrl-K', { timeout: 60_000 }, async () => {
  open('/');
  const user = userEvent.setup();
  await screen.findByRole('link', { name: 'Second order waits for approval' }, PATIENCE);
  expect(screen.getByText('1 more waits for somebody else')).toBeTruthy();
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: /Go to a page/ }, PATIENCE);
  await user.type(field, 'segm');
  await screen.findByRole('option', { name: /Audiences/ }, PATIENCE);
  await user.keyboard('{Enter}');
  await screen.findByRole('heading', { name: 'Audiences' }, PATIENCE);
});
