import { expect, it } from 'vitest';
import { say, type Message, type Params } from './say';

it.each<[Message, Params, string]>([
  ['Home', {}, 'Home'],
  ['{name} waits', { name: 'Ann' }, 'Ann waits'],
  [{ one: '{n} pair', other: '{n} pairs' }, { n: 1 }, '1 pair'],
  [{ one: '{n} pair', other: '{n} pairs' }, { n: 12_000 }, '12,000 pairs'],
  ['{missing}', {}, '{missing}'],
])('%o with %o', (message, params, expected) => {
  expect(say(message, params)).toBe(expected);
});
