import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { createWorld, handle, type World } from '../../fixtures/handlers';
import { createWorkDesk, type Stage } from '../../fixtures/work';
import { App } from './App';

const PATIENCE = { timeout: 15_000 };
const SLOW = { timeout: 60_000 };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(stage: Stage, prepare: (world: World) => void = () => undefined, search = ''): World {
  const world = createWorld(true);
  world.isSignedIn = true;
  world.work = createWorkDesk(stage);
  prepare(world);
  vi.stubGlobal('fetch', (request: Request) => handle(world, request));
  const history = createMemoryHistory({ initialEntries: [`/pilots/ai-win-back/work${search}`] });
  render(<App history={history} />);
  return world;
}

async function step(id: string, state: string): Promise<HTMLElement> {
  return waitFor(() => {
    const found = document.querySelector<HTMLElement>(`[data-step=${id}][data-state=${state}]`);
    if (found === null) throw new Error(`no step ${id} that is ${state}`);
    return found;
  }, PATIENCE);
}

it('lets lines be written, and says exactly by whom', SLOW, async () => {
  const world = open('empty');
  const user = userEvent.setup();
  const lines = await step('lines', 'todo');
  expect(lines.dataset['next']).toBe('true');
  expect(lines.textContent).toContain('The language model SmolLM2-135M-Instruct-Q4_1 writes');
  await user.click(within(lines).getByRole('button', { name: 'Let SmolLM2-135M-Instruct-Q4_1 write lines' }));
  const done = await step('lines', 'done');
  expect(world.data.jobs[0]?.kind).toBe('generate');
  expect(done.textContent).toContain('phrases, by no model');
  // What comes next is open by itself.
  const review = await step('review', 'todo');
  await waitFor(() => expect(review.dataset['next']).toBe('true'), PATIENCE);
  await user.click(within(review).getByRole('button', { name: 'Ask for approval' }));
  await within(review).findByText(/Nobody approves what they asked for/, undefined, PATIENCE);
});

it('says how many get a message before it sends, then what was refused and why', SLOW, async () => {
  open('approved');
  const user = userEvent.setup();
  const release = await step('release', 'todo');
  await user.click(within(release).getByRole('button', { name: 'Release…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Release this pilot?' }, PATIENCE);
  await within(dialog).findByText('2,031 people get a message', undefined, PATIENCE);
  expect(dialog.querySelector('[data-n-held-out]')?.textContent).toBe('509');
  expect(dialog.textContent).toContain('cannot be taken back');
  await user.click(within(dialog).getByRole('button', { name: 'Send to 2,031 people' }));
  const done = await step('release', 'done');
  expect(within(done).getByRole('list', { name: 'What did not go', hidden: true }).textContent).toContain(
    'Withdrew consent after planning',
  );
  expect(done.textContent).toContain('Released by Dana Brooks');
});

it('keeps the dialog and its numbers when the release is refused', SLOW, async () => {
  open(
    'approved',
    (world) => {
      world.work.refusal = 'an approval was taken back';
    },
    '?step=release&ask=release',
  );
  const user = userEvent.setup();
  const dialog = await screen.findByRole('dialog', { name: 'Release this pilot?' }, PATIENCE);
  await user.click(await within(dialog).findByRole('button', { name: 'Send to 2,031 people' }, PATIENCE));
  await within(dialog).findByText('An approval was taken back.', undefined, PATIENCE);
  within(dialog).getByText('2,031 people get a message');
});

it('lets a release that was stopped be continued', SLOW, async () => {
  const world = open('approved', (made) => {
    made.data.isSlow = true;
  });
  const user = userEvent.setup();
  const todo = await step('release', 'todo');
  await user.click(within(todo).getByRole('button', { name: 'Release…' }));
  await user.click(await screen.findByRole('button', { name: 'Send to 2,031 people' }, PATIENCE));
  const running = await step('release', 'running');
  await user.click(await within(running).findByRole('button', { name: 'Stop' }, PATIENCE));
  const dialog = await screen.findByRole('dialog', { name: /^Stop/ }, PATIENCE);
  expect(dialog.textContent).toContain('What went out is out');
  await user.click(within(dialog).getByRole('button', { name: 'Stop it' }));
  const stopped = await step('release', 'todo');
  const goOn = await within(stopped).findByRole('button', { name: 'Continue the release' }, PATIENCE);
  expect(within(stopped).queryByRole('button', { name: 'Release…' })).toBeNull();
  expect(stopped.textContent).toContain('not through with 250 people yet');
  world.data.isSlow = false;
  await user.click(goOn);
  await step('release', 'done');
});

it('says when it can be read out, lets the days of a simulated world pass, and reads out', SLOW, async () => {
  open('released');
  const user = userEvent.setup();
  const waits = await step('readout', 'blocked');
  expect(waits.querySelector('[data-why] time')?.getAttribute('dateTime')).toBe('2026-09-29T14:00:00Z');
  expect(within(waits).queryByRole('button', { name: 'Read out' })).toBeNull();
  await user.click(within(waits).getByRole('button', { name: /^Let the days pass until/ }));
  const due = await step('readout', 'todo');
  await user.click(await within(due).findByRole('button', { name: 'Read out' }, PATIENCE));
  await step('readout', 'done');
  await step('gate', 'todo');
});

it('decides at the gate with a reason, and says what follows', SLOW, async () => {
  const world = open('read');
  const user = userEvent.setup();
  const gate = await step('gate', 'todo');
  within(gate).getByText('The rule says: scale');
  await user.click(within(gate).getByRole('button', { name: 'Decide: scale' }));
  within(gate).getByText('Say in a sentence why.');
  world.work.refusal = 'the gate says `stop` by now';
  await user.type(within(gate).getByLabelText(/^Your reason/), 'rolled out in October');
  await user.click(within(gate).getByRole('button', { name: 'Decide: scale' }));
  await within(gate).findByText('The gate says “stop” by now.', undefined, PATIENCE);
  expect(within(gate).getByLabelText<HTMLTextAreaElement>(/^Your reason/).value).toBe(
    'rolled out in October',
  );
  world.work.refusal = null;
  await user.click(within(gate).getByRole('button', { name: 'Decide: scale' }));
  const done = await step('gate', 'done');
  within(done).getByText('“rolled out in October”');
  expect(done.querySelector('[data-follows=scale]')?.textContent).toContain('next version');
  expect(done.textContent).toContain('Scale, decided by Dana Brooks');
});

it.each<[Stage, string, string, RegExp]>([
  ['empty', 'lines', 'make', /Your role may not make and change definitions/],
  ['approved', 'release', 'release', /Your role may not release what was approved/],
  ['readable', 'readout', 'judge', /Your role may not read pilots out/],
  ['read', 'gate', 'judge', /Your role may not read pilots out/],
])('tells an analyst of %s whom to ask, and has no dead button', SLOW, async (stage, id, act, words) => {
  open(stage, (world) => {
    if (world.member !== null) world.member.role = 'analyst';
  });
  const found = await step(id, 'todo');
  expect(found.querySelector(`[data-why-not=${act}]`)?.textContent).toMatch(words);
  // Only the one that opens and closes the step.
  expect(within(found).getAllByRole('button')).toHaveLength(1);
});

it('opens the step of the address, and closes it again', SLOW, async () => {
  open('decided', undefined, '?step=release');
  const user = userEvent.setup();
  const release = await step('release', 'done');
  const toggle = within(release).getByRole('button', { name: 'Release' });
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  await user.click(toggle);
  await waitFor(() => expect(toggle.getAttribute('aria-expanded')).toBe('false'), PATIENCE);
  toggle.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(toggle.getAttribute('aria-expanded')).toBe('true'), PATIENCE);
});
