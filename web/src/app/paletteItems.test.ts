import { expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { itemsFor, type Named } from './paletteItems';

const named = {
  pilots: [{ id: 'win-back', name: 'Win back' }],
  definitions: [
    { kind: 'audience', name: 'lapsed-buyers' },
    { kind: 'voice', name: 'house' },
    { kind: 'pilot', name: 'win-back' },
  ],
} as unknown as Named;
const ann = { person_id: 'p_1', name: 'Ann Lee', email: 'ann@x.org' } as Schemas['PersonRow'];

it.each<[string, string[]]>([
  ['team', ['/team']],
  ['experiments', ['/pilots']],
  ['win', ['/pilots/win-back']],
  ['lapsed buy', ['/audiences/lapsed-buyers']],
  ['voice', ['/definitions/voice/house']],
  ['zzz', []],
])('%s leads to %o', (query, hrefs) => {
  expect(itemsFor(query, named, []).map(({ href }) => href)).toEqual(hrefs);
});

it('names people last', () => {
  expect(itemsFor('zzz', named, [ann])).toEqual([
    { kind: 'Person', label: 'Ann Lee', detail: 'ann@x.org', href: '/people/p_1' },
  ]);
});
