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
  views: [
    { page: 'quarantine', name: 'Broken mail', search: 'of=crm' },
    { page: 'lines', name: 'Broken lines', search: 'by=x' },
  ],
} as unknown as Named;
const ann = { person_id: 'p_1', name: 'Ann Lee', email: 'ann@x.org' } as Schemas['PersonRow'];

it.each<[string, string[]]>([
  ['team', ['/team', '/team?ask=invite']],
  ['experiments', ['/pilots']],
  ['win', ['/pilots/win-back']],
  ['lapsed buy', ['/audiences/lapsed-buyers']],
  ['voice house', ['/definitions/voice/house']],
  ['win steps', ['/pilots/win-back/work']],
  ['win back rehearse', ['/pilots/win-back/rehearsal']],
  ['brand voice', ['/definitions?new=voice']],
  ['dark', ['']],
  ['sign out', ['']],
  ['win back gate', ['/pilots/win-back/work', '/pilots/win-back/work?step=gate']],
  ['win back edit', ['/definitions/pilot/win-back']],
  ['broken', ['/quarantine?of=crm']],
  ['rank sources', ['/definitions?new=survivorship']],
  ['zzz', []],
])('%s leads to %o', (query, hrefs) => {
  expect(itemsFor({ query, named, people: [], may: () => true }).map(({ href }) => href)).toEqual(hrefs);
});

it('leads to another workspace that is looked for', () => {
  const shop = {
    id: 'shop',
    name: 'Harbour Books',
    is_simulated: false,
    role: 'brand',
    is_here: false,
  } as const;
  const of = (query: string): unknown[] =>
    itemsFor({ query, named, people: [], workspaces: [shop], may: () => true })
      .map(({ does }) => does)
      .filter((does) => typeof does === 'object');
  expect([of('harbour'), of('workspace'), of(''), of('team')]).toEqual([
    [{ goTo: 'shop' }],
    [{ goTo: 'shop' }],
    [],
    [],
  ]);
});

it('names people last', () => {
  expect(itemsFor({ query: 'zzz', named, people: [ann], may: () => true })).toEqual([
    { kind: 'Person', label: 'Ann Lee', detail: 'ann@x.org', href: '/people/p_1' },
  ]);
});

it('offers nothing that the member may not do', () => {
  const items = itemsFor({ query: 'new', named, people: [], may: (act) => act === 'keep_keys' });
  expect(items.map(({ href }) => href)).toEqual(['/audiences/new', '/keys?ask=new']);
});
