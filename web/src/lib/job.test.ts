import { expect, it } from 'vitest';
import { isOver, percentOf } from './job';

it('knows how much is done only where the whole is known', () => {
  expect(percentOf({ done: 0, total: null })).toBeNull();
  expect(percentOf({ done: 5, total: 0 })).toBeNull();
  expect(percentOf({ done: 1, total: 3 })).toBe(33);
  // The lines of a file are only about as many as its rows.
  expect(percentOf({ done: 9, total: 3 })).toBe(100);
});

it('takes an interrupted job for one that is over', () => {
  expect(isOver('interrupted')).toBe(true);
  expect(isOver('cancelling')).toBe(false);
});
