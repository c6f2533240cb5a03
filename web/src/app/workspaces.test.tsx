import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryHistory } from '@tanstack/react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer, client, type Schemas } from '../api/client';
import { goTo } from '../api/elsewhere';
import { ProblemError } from '../api/problem';
import { json, problem } from '../../fixtures/answers';
import { createWorld, handle } from '../../fixtures/handlers';
import { workspace } from '../../fixtures/workspace';
import { App } from './App';

const PATIENCE = { timeout: 15_000 };
const OTHER = { ...workspace, id: 'shop-b', name: 'Shop B', is_simulated: false, seed: null };

/** Which workspace the browser's one session is in, whatever a tab shows. */
let at: typeof OTHER | typeof workspace = workspace;
/** Workspaces that requests said their page shows. */
let named: (string | null)[] = [];

beforeEach(() => {
  at = workspace;
  named = [];
});
afterEach(() => {
  cleanup();
  goTo(null);
  vi.unstubAllGlobals();
});

function sessionIn(base: Schemas['Session']): Schemas['Session'] {
  const own = (of: typeof OTHER | typeof workspace, role: Schemas['Role']): Schemas['OwnWorkspace'] => ({
    id: of.id,
    name: of.name,
    is_simulated: of.is_simulated,
    role,
    is_here: of.id === at.id,
  });
  const role = at.id === OTHER.id ? 'brand' : 'admin';
  return {
    ...base,
    member: { ...base.member, role },
    workspace: at,
    csrf_token: `csrf-of-${at.id}`,
    workspaces: [own(workspace, 'admin'), own(OTHER, 'brand')],
  };
}

/** A server with two workspaces, which refuses a page that shows the one the session is not in. */
function open(address: string): void {
  const world = createWorld(true);
  world.isSignedIn = true;
  vi.stubGlobal('fetch', async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    const shows = request.headers.get('x-truelift-workspace');
    if (request.method === 'GET' && path === '/api/v1/session') {
      return json(sessionIn((await (await handle(world, request)).json()) as Schemas['Session']));
    }
    named.push(shows);
    if (shows !== null && shows !== at.id) {
      return problem(409, 'other_workspace', 'this browser is signed in to another workspace by now');
    }
    if (path === '/api/v1/session/workspace') {
      const { workspace: to } = (await request.json()) as Schemas['SwitchTo'];
      at = to === OTHER.id ? OTHER : workspace;
      const read = await handle(world, new Request(new URL('/api/v1/session', request.url)));
      return json(sessionIn((await read.json()) as Schemas['Session']));
    }
    if (path === '/api/v1/people' && at.id === OTHER.id) {
      return json<Schemas['PeoplePage']>({ items: [], n_total: 0, next_cursor: null, behind_ms: null });
    }
    return handle(world, request);
  });
  render(<App history={createMemoryHistory({ initialEntries: [address] })} />);
}

it('goes to another workspace, and keeps nothing of the first', { timeout: 60_000 }, async () => {
  open('/people');
  const user = userEvent.setup();
  await screen.findByText('Showing 25 of 412 people', undefined, PATIENCE);
  // One in the head of a wide page, one in the navigation of a narrow one.
  const [menu] = await screen.findAllByRole('button', { name: /choose another workspace/ });
  if (menu === undefined) throw new Error('there is no menu of workspaces');
  await user.click(menu);
  const list = await screen.findByRole('list', { name: 'Your workspaces' }, PATIENCE);
  const [here, there] = within(list).getAllByRole('button');
  expect(here?.getAttribute('aria-current')).toBe('true');
  expect(there?.getAttribute('aria-current')).toBeNull();
  if (there === undefined) throw new Error('there is no other workspace');
  expect(there.textContent).toContain('Shop B');
  expect(there.textContent).toContain('Brand');
  await user.click(there);
  await screen.findByText('You are in Shop B', undefined, PATIENCE);
  await screen.findByRole('heading', { name: 'Home' }, PATIENCE);
  const navigation = screen.getByRole('navigation', { name: 'Main' });
  await user.click(within(navigation).getByRole('link', { name: 'People' }));
  await screen.findByRole('heading', { name: 'People' }, PATIENCE);
  await screen.findByText(/No people yet|Nobody/, undefined, PATIENCE);
  expect(screen.queryByText('Showing 25 of 412 people')).toBeNull();
  expect(named.at(-1)).toBe('shop-b');
});

it('says that another tab went elsewhere, and mixes nothing', { timeout: 60_000 }, async () => {
  open('/people');
  const user = userEvent.setup();
  await screen.findByText('Showing 25 of 412 people', undefined, PATIENCE);
  at = OTHER;
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  const dialog = await screen.findByRole('dialog', { name: 'This browser is in Shop B now' }, PATIENCE);
  expect(dialog.textContent).toContain(`This tab still shows ${workspace.name}`);
  // Refused in the name of what the tab shows, whatever it asks.
  expect(new Set(named)).toEqual(new Set([workspace.id]));
  // And by now it does not even ask.
  const nAsked = named.length;
  await expect(answer(client.GET('/api/v1/jobs'))).rejects.toThrow(ProblemError);
  expect(named.length).toBe(nAsked);
  await user.click(within(dialog).getByRole('button', { name: `Back to ${workspace.name}` }));
  await waitFor(
    () => expect(screen.queryByRole('dialog', { name: 'This browser is in Shop B now' })).toBeNull(),
    PATIENCE,
  );
  expect(at.id).toBe(workspace.id);
  // Nobody lost their place.
  await screen.findByRole('heading', { name: 'People' }, PATIENCE);
});

it('goes on where the browser is, when that is wanted', { timeout: 60_000 }, async () => {
  open('/people');
  const user = userEvent.setup();
  await screen.findByText('Showing 25 of 412 people', undefined, PATIENCE);
  at = OTHER;
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await user.click(await screen.findByRole('button', { name: 'Go on in Shop B' }, PATIENCE));
  await screen.findByRole('heading', { name: 'Home' }, PATIENCE);
  expect((await screen.findAllByText('Shop B', undefined, PATIENCE)).length).toBeGreaterThan(0);
});
