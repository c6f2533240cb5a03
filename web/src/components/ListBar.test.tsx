import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type JSX } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ListSearch } from '../lib/listing';
import type { SavedView } from '../lib/viewsQuery';
import { ListBar } from './ListBar';

let kept: SavedView[];

beforeEach(() => {
  kept = [{ page: 'people', name: 'Ours', search: 'q=ann' }];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'PUT') kept = ((await request.json()) as { items: SavedView[] }).items;
    return Response.json({ items: kept });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Held(): JSX.Element {
  const [search, setSearch] = useState<ListSearch>({ upload: '7' });
  return (
    <>
      <ListBar
        name="pilots"
        search={search}
        find="Find a pilot"
        filters={[
          {
            key: 'state',
            label: 'Where it stands',
            any: 'Anywhere',
            options: [
              { value: 'draft', label: 'Draft' },
              { value: 'running', label: 'Running' },
            ],
          },
        ]}
        usualSort="As they were made"
        sorts={[{ value: 'name', label: 'By name' }]}
        onChange={setSearch}
      />
      <pre data-testid="search">{JSON.stringify(search)}</pre>
    </>
  );
}

function show(): ReturnType<typeof userEvent.setup> {
  render(
    <MantineProvider env="test">
      <Notifications />
      <QueryClientProvider client={new QueryClient()}>
        <Held />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return userEvent.setup();
}

const said = (): unknown => JSON.parse(screen.getByTestId('search').textContent);

async function choose(
  user: ReturnType<typeof userEvent.setup>,
  field: string,
  option: string,
): Promise<void> {
  await user.click(screen.getByRole('combobox', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}

it('narrows, orders and finds, all of it in the address, and leaves the rest of it alone', async () => {
  const user = show();
  await choose(user, 'Where it stands', 'Draft');
  await choose(user, 'Order', 'By name');
  await user.type(screen.getByRole('searchbox', { name: 'Find a pilot' }), 'win');
  await waitFor(() => expect(said()).toEqual({ upload: '7', state: 'draft', sort: 'name', q: 'win' }));
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(said()).toEqual({ upload: '7', sort: 'name' });
});

it('keeps a view under a name, renames it, removes it, and takes that back', async () => {
  const user = show();
  await choose(user, 'Where it stands', 'Running');
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: /Keep what is shown/ }));
  await user.type(await screen.findByLabelText(/^Name/), 'Live');
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  // Views of other lists stay as they are.
  await waitFor(() =>
    expect(kept).toEqual([
      { page: 'people', name: 'Ours', search: 'q=ann' },
      { page: 'pilots', name: 'Live', search: 'state=running' },
    ]),
  );
  await user.click(await screen.findByRole('button', { name: 'Live' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Rename the view Live' }));
  const name = await screen.findByLabelText(/^Name/);
  await user.clear(name);
  await user.type(name, 'Running now');
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await waitFor(() => expect(kept.map((view) => view.name)).toEqual(['Ours', 'Running now']));

  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await user.click(await screen.findByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Running now' }));
  expect(said()).toEqual({ upload: '7', state: 'running' });

  await user.click(screen.getByRole('button', { name: 'Running now' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove the view Running now' }));
  await waitFor(() => expect(kept.map((view) => view.name)).toEqual(['Ours']));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(kept.map((view) => view.name)).toEqual(['Ours', 'Running now']));
});
