import { expect, it } from 'vitest';
import { knownAt } from './knownPlaces';

it('knows what is named at a place, whatever it stands within', () => {
  const pilot = { metrics: [{ name: 'orders', label: 'Orders' }], design: { arms: [{ name: 'ai' }] } };
  expect(knownAt('pilot', pilot, ['gate', 'scale_when', 0, 'metric'])).toEqual({
    from: 'text',
    options: [{ value: 'orders', label: 'Orders', note: 'orders' }],
  });
  expect(knownAt('pilot', pilot, ['headline', 'arm'])).toEqual({
    from: 'text',
    options: [{ value: 'ai', label: 'AI', note: '' }],
  });
  const audience = { who: { all: [{ not: { trait: { name: 'city', is: 'Bonn' } } }] } };
  const city = ['who', 'all', 0, 'not', 'trait', 'is'];
  expect(knownAt('audience', audience, city)).toEqual({ from: 'values', trait: 'city' });
  const source = { customProperties: [{ property: 'truelift.zone', value: 'Europe/Berlin' }] };
  expect(knownAt('source', source, ['customProperties', 0, 'value'])).toEqual({ from: 'zones' });
});

it('leaves what may be any words alone', () => {
  expect(knownAt('pilot', {}, ['pilot', 'goal'])).toBeNull();
  expect(knownAt('pilot', {}, ['design', 'arms', 0, 'name'])).toBeNull();
  expect(knownAt('voice', {}, ['pilot', 'audience'])).toBeNull();
});
