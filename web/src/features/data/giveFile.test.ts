import { expect, it } from 'vitest';
import { MAX_BYTES, refusalOf } from './giveFile';

it('refuses before it is sent what the server would refuse, and says why', () => {
  expect(refusalOf({ name: 'orders.csv', size: 12 })).toBeNull();
  expect(refusalOf({ name: 'orders.csv', size: 0 })?.message).toBe('`orders.csv` is empty');
  expect(refusalOf({ name: 'a.csv', size: MAX_BYTES + 1 })?.problem.detail).toContain('more than 2 GB');
});
