import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, render, screen, within } from '@testing-library/react';
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

function open(address: string, prepare: (world: World) => void = () => undefined): World {
  const world = createWorld(true);
  world.isSignedIn = true;
  prepare(world);
  vi.stubGlobal('fetch', (request: Request) => handle(world, request));
  render(<App history={createMemoryHistory({ initialEntries: [address] })} />);
  return world;
}

it('invites a member by a link that is shown once', SLOW, async () => {
  const world = open('/team');
  const user = userEvent.setup();
  await screen.findByText('Invited, has not joined yet', undefined, PATIENCE);
  await user.click(screen.getByRole('button', { name: 'Invite a member' }));
  const dialog = await screen.findByRole('dialog', { name: 'Invite a member' }, PATIENCE);
  await user.type(within(dialog).getByLabelText('Name'), 'Lee');
  await user.type(within(dialog).getByLabelText('E-mail'), 'ben@example.com');
  await user.selectOptions(within(dialog).getByLabelText('Role'), 'legal');
  await user.click(within(dialog).getByRole('button', { name: 'Make the link' }));
  await within(dialog).findByText('There is already a member with this e-mail address.', undefined, PATIENCE);
  await user.clear(within(dialog).getByLabelText('E-mail'));
  await user.type(within(dialog).getByLabelText('E-mail'), 'lee@example.com');
  await user.click(within(dialog).getByRole('button', { name: 'Make the link' }));
  const link = await screen.findByLabelText('Link', undefined, PATIENCE);
  expect((link as HTMLInputElement).value).toContain('/join?token=');
  screen.getByText(/sends no mail yet/);
  expect(world.team.others.at(-1)).toMatchObject({ email: 'lee@example.com', role: 'legal' });
});

it('removes a member and brings them back, and says why the last admin stays', SLOW, async () => {
  open('/team');
  const user = userEvent.setup();
  await screen.findByRole('button', { name: 'Bring Cleo Park back' }, PATIENCE);
  await user.click(screen.getByRole('button', { name: 'What to do with Ben Ito' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove' }, PATIENCE));
  const dialog = await screen.findByRole('dialog', { name: 'Remove Ben Ito?' }, PATIENCE);
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  await user.click(await screen.findByRole('button', { name: 'Bring Ben Ito back' }, PATIENCE));
  await screen.findByText('Ben Ito is a member again', undefined, PATIENCE);
  await user.selectOptions(screen.getByLabelText('Role of Dana Brooks'), 'brand');
  await screen.findByText(/is the last admin who can sign in/, undefined, PATIENCE);
});

it('shows who may not what they may not, and whom to ask', SLOW, async () => {
  open('/team', (world) => {
    if (world.member !== null) world.member.role = 'analyst';
  });
  await screen.findByText(
    /Your role may not invite, change and remove members: ask an admin/,
    undefined,
    PATIENCE,
  );
  expect(screen.queryByRole('button', { name: 'Invite a member' })).toBeNull();
  expect(screen.queryByLabelText('Role of Ben Ito')).toBeNull();
});

it('hides what a role may not do with rows in quarantine', SLOW, async () => {
  open('/quarantine', (world) => {
    if (world.member !== null) world.member.role = 'leader';
  });
  await screen.findByText(/Your role may not mend data/, undefined, PATIENCE);
  expect(screen.queryByRole('button', { name: 'Edit and replay' })).toBeNull();
});

it('ends sessions from the account', SLOW, async () => {
  const world = open('/account');
  const user = userEvent.setup();
  await user.click(
    await screen.findByRole('button', { name: 'End the session of Chrome on Windows' }, PATIENCE),
  );
  const asked = await screen.findByRole('dialog', { name: /^End the session of Chro/ }, PATIENCE);
  // Nothing is ended before it is said what is lost, and meant.
  expect(world.team.sessions.length).toBe(2);
  expect(asked.textContent).toContain('kept nowhere is lost');
  await user.click(within(asked).getByRole('button', { name: 'End' }));
  await screen.findByText('1 session ended', undefined, PATIENCE);
  expect(world.team.sessions.map(({ id }) => id)).toEqual(['s1']);
});

it('lets somebody join by a link, once', SLOW, async () => {
  open('/join?token=a-token-of-the-fixtures', (world) => {
    world.isSignedIn = false;
  });
  const user = userEvent.setup();
  await screen.findByRole('heading', { name: /^Join / }, PATIENCE);
  screen.getByText(/Dana Brooks invited you as Brand/);
  await user.type(screen.getByLabelText('Password'), 'orchards in spring');
  await user.click(screen.getByRole('button', { name: 'Join and sign in' }));
  await screen.findByRole('heading', { name: 'Home' }, PATIENCE);
});

it('says that a link opens nothing any more', SLOW, async () => {
  open('/join?token=used');
  await screen.findByRole('heading', { name: 'This link opens nothing' }, PATIENCE);
  await screen.findByText(/was used already/, undefined, PATIENCE);
});
