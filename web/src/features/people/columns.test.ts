import { expect, it } from 'vitest';
import { columnsAsked, columnsOf, nextSort } from './columns';

it('shows the usual columns unless the address asks for others', () => {
  expect(columnsOf(undefined).map(({ name }) => name)).toEqual([
    'email',
    'phone',
    'city',
    'state',
    'n_records',
  ]);
  expect(columnsOf('n_records,city,nonsense').map(({ name }) => name)).toEqual(['city', 'n_records']);
  expect(columnsAsked(['n_records', 'state', 'email', 'phone', 'city'])).toBeUndefined();
  expect(columnsAsked(['last_seen', 'city'])).toBe('city,last_seen');
});

it.each([
  [undefined, 'city', 'city'],
  ['city', 'city', '-city'],
  ['-city', 'city', undefined],
  ['city', 'state', 'state'],
  [undefined, 'name', '-name'],
  ['-name', 'name', undefined],
])('from %s a press on %s leads to %s', (now, column, next) => {
  expect(nextSort(now, column)).toBe(next);
});
