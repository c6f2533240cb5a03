import { expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { parted, placeOf, sectionsOf } from './order';

type Waiting = Schemas['WaitingTask'];

function waits(task: Waiting['task'], more: Partial<Waiting> = {}): Waiting {
  return {
    task,
    subject: 'win-back',
    name: 'Win back',
    n: 1,
    detail: null,
    since: null,
    may: true,
    is_own: false,
    who_may: 'a marketer or an admin',
    ...more,
  };
}

it('puts first what a role comes for', () => {
  expect(sectionsOf('analyst')[0]).toBe('programme');
  expect(sectionsOf('legal')[0]).toBe('waiting');
  for (const role of ['marketer', 'analyst', 'brand', 'legal', 'leader', 'admin'] as const) {
    expect(new Set(sectionsOf(role)).size).toBe(4);
  }
});

it('parts what is mine from what is for others, own trade first', () => {
  const all = [
    waits('quarantine'),
    waits('approve'),
    waits('release', { may: false }),
    waits('approve', { subject: 'own', is_own: true }),
  ];
  const { mine, others } = parted(all, 'legal');
  expect(mine.map(({ task }) => task)).toEqual(['approve', 'quarantine']);
  expect(others.map(({ subject, task }) => `${task} ${subject}`)).toEqual([
    'approve own',
    'release win-back',
  ]);
  expect(parted(all, 'analyst').mine.map(({ task }) => task)).toEqual(['quarantine', 'approve']);
});

it.each<[Waiting, string]>([
  [waits('approve'), '/pilots/win-back/work'],
  [waits('decide'), '/pilots/win-back/work'],
  [waits('release'), '/pilots/win-back/work'],
  [waits('pairs'), '/people/review'],
  [waits('definition', { subject: 'audience:lapsed' }), '/definitions/audience/lapsed'],
])('leads to where it is done', (waiting, to) => {
  expect(placeOf(waiting)).toBe(to);
});
