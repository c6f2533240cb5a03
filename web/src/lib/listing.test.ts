import { expect, it } from 'vitest';
import { changed, choicesOf, isFound, onlyOf, ordered } from './listing';

it('keeps in the address what is said and nothing else', () => {
  expect(changed({ q: 'ann', sort: 'name' }, { q: '', state: 'draft' })).toEqual({
    sort: 'name',
    state: 'draft',
  });
  expect(onlyOf({ q: 'ann', upload: '7' }, ['q', 'sort'])).toEqual({ q: 'ann' });
});

it('finds by every word, in whatever order', () => {
  expect(isFound('back win', 'Win back', 'lapsed')).toBe(true);
  expect(isFound('win gone', 'Win back', null)).toBe(false);
  expect(isFound(undefined, 'anything')).toBe(true);
});

it('orders numbers as numbers, turned round or not, and leaves an order it does not know alone', () => {
  const items = [{ n: 9 }, { n: 10 }, { n: 1 }];
  const orders = { n: ({ n }: { n: number }) => n };
  expect(ordered(items, 'n', orders).map(({ n }) => n)).toEqual([1, 9, 10]);
  expect(ordered(items, '-n', orders).map(({ n }) => n)).toEqual([10, 9, 1]);
  expect(ordered(items, 'other', orders)).toBe(items);
});

it('offers each value once', () => {
  expect(choicesOf(['b', 'a', 'b'], (value) => value.toUpperCase())).toEqual([
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ]);
});
