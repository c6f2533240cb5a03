import { expect, it } from 'vitest';
import { createWorkDesk, forWork, type Stage } from '../../../fixtures/work';
import { createDataDesk } from '../../../fixtures/data';
import { nextOf, STEPS, stepsOf, type StepId, type StepState } from './stepStates';
import type { PilotWork } from './workQuery';

async function workAt(stage: Stage): Promise<PilotWork> {
  const request = new Request('http://localhost/api/v1/pilots/ai-win-back/work');
  const answer = await forWork(createWorkDesk(stage), createDataDesk(), request, '/pilots/ai-win-back/work');
  if (answer === null) throw new Error('the fixtures have no work');
  return (await answer.json()) as PilotWork;
}

const words: Record<string, StepState> = { '-': 'blocked', o: 'todo', r: 'running', x: 'done' };

it.each<[Stage, string, StepId | null]>([
  ['empty', 'o----', 'lines'],
  ['chosen', 'xo---', 'review'],
  ['asked', 'xo---', 'review'],
  ['approved', 'xxo--', 'release'],
  ['released', 'xxx--', 'readout'],
  ['readable', 'xxxo-', 'readout'],
  ['read', 'xxxxo', 'gate'],
  ['decided', 'xxxxx', null],
])('of a pilot that is %s the steps are %s', async (stage, states, next) => {
  const steps = stepsOf(await workAt(stage), 0);
  expect(STEPS.map((id) => steps[id].state)).toEqual(Array.from(states, (letter) => words[letter]));
  expect(nextOf(steps)).toBe(next);
  for (const id of STEPS) expect(steps[id].why === null, id).toBe(steps[id].state !== 'blocked');
});

it('says from when a readout can be made', async () => {
  const { readout } = stepsOf(await workAt('released'), 0);
  expect(readout.from).toBe('2026-09-29T14:00:00Z');
});

it('takes a release up again of which messages wait, and not one that waits for quiet hours', async () => {
  const work = await workAt('released');
  expect(stepsOf(work, 12).release.state).toBe('todo');
  expect(nextOf(stepsOf(work, 12))).toBe('release');
});

it('asks for the gate again when it says something else of a newer readout', async () => {
  const work = await workAt('decided');
  const says = { decision: 'stop' as const, reasons: [] };
  const steps = stepsOf({ ...work, steps: { ...work.steps, gate_says: says } }, 0);
  expect(steps.gate.state).toBe('todo');
});

it('begins anew for a version that was counted up', async () => {
  const fresh = { ...(await workAt('chosen')), gate: null, read_out_at: null, is_last_look: false };
  const steps = stepsOf(fresh, 0);
  expect(STEPS.map((id) => steps[id].state)).toEqual(['done', 'todo', 'blocked', 'blocked', 'blocked']);
});
