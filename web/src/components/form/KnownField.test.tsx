import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type JSX } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JsonSchema } from '../../lib/schemaField';
import { SchemaForm } from './SchemaForm';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const text = { type: 'string' };
const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['pilot', 'send', 'headline', 'metrics'],
  properties: {
    pilot: {
      type: 'object',
      required: ['audience', 'voice', 'prompt'],
      properties: {
        audience: text,
        voice: text,
        prompt: {
          type: 'object',
          required: ['name', 'version'],
          properties: { name: text, version: { type: 'integer' } },
        },
      },
    },
    send: { type: 'object', required: ['at'], properties: { at: text } },
    headline: { type: 'object', required: ['metric'], properties: { metric: text } },
    metrics: { type: 'array', items: { type: 'object', required: ['event'], properties: { event: text } } },
  },
};

const PILOT = `# ours
pilot:
  audience: gone-away # whom
  voice: ''
  prompt: { name: win-back, version: 1 } # the words
send: { at: 2030-03-04T09:00:00Z }
headline: { metric: revenue }
metrics:
  - { name: orders, label: Share who order, event: Order Completed }
`;

const definition = (kind: string, name: string, title = ''): object => ({
  kind,
  name,
  title,
  state: 'applied',
});

const ANSWERS: Record<string, object> = {
  '/api/v1/definitions': {
    items: [
      definition('audience', 'lapsed-buyers', 'Who fell silent'),
      definition('audience', 'everybody'),
      definition('prompt', 'win-back.v1'),
      definition('prompt', 'win-back.v2'),
    ],
  },
  '/api/v1/vocabulary/events': { items: [{ name: 'Order Completed', n: 12 }] },
};

beforeEach(() => {
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(Response.json(ANSWERS[new URL(request.url).pathname] ?? { items: [] })),
  );
});

function Held(): JSX.Element {
  const [held, setHeld] = useState(PILOT);
  return (
    <>
      <SchemaForm
        kind="pilot"
        schema={SCHEMA}
        text={held}
        isReadOnly={false}
        problems={[]}
        onChange={setHeld}
      />
      <pre data-testid="text">{held}</pre>
    </>
  );
}

function show(): void {
  const router = createRouter({
    routeTree: createRootRoute({ component: Held }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const written = (): string => screen.getByTestId('text').textContent;

async function choose(field: string, option: RegExp): Promise<void> {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('combobox', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}

it('lets a name be chosen from what there is, and says of one that is there no more', async () => {
  show();
  await screen.findByText('“gone-away” does not exist any more: choose another one.');
  await choose('Audience', /Lapsed buyers.*Who fell silent/);
  expect(written()).toContain('audience: lapsed-buyers # whom');
  await waitFor(() => expect(screen.queryByText(/does not exist any more/)).toBeNull());
});

it('leads to where one is made when there is none', async () => {
  show();
  await screen.findByText('There is no brand voice yet.');
  const link = screen.getByRole('link', { name: 'Make one' });
  expect(link.getAttribute('href')).toBe('/definitions?new=voice');
});

it('takes a prompt with its version as one thing, and leaves the comments alone', async () => {
  show();
  await choose('Prompt', /win-back\.v2/);
  expect(written()).toContain('prompt: { name: win-back, version: 2 } # the words');
  expect(written()).toContain('# ours');
});

it('offers what the same text defines, and calls what it does not define gone', async () => {
  show();
  await screen.findByText('“revenue” is not in this definition any more: choose another one.');
  await choose('What is measured', /Share who order/);
  expect(written()).toContain('headline: { metric: orders }');
});

it('takes an event that is still to come, and says that nobody has seen it', async () => {
  const user = userEvent.setup();
  show();
  const event = await screen.findByRole('combobox', { name: 'Event' });
  await user.clear(event);
  await user.type(event, 'Refund Asked');
  await user.click(await screen.findByRole('option', { name: 'Use “Refund Asked”' }));
  expect(written()).toContain('event: Refund Asked');
  await screen.findByText('Nothing in the data is called “Refund Asked” yet.');
});

it('shows a moment on the reader’s clock', async () => {
  show();
  const field = await screen.findByLabelText<HTMLInputElement>('Not before *');
  expect(field.type).toBe('datetime-local');
  expect(new Date(field.value).toISOString()).toBe('2030-03-04T09:00:00.000Z');
});
