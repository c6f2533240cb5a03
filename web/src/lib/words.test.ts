import { expect, it } from 'vitest';
import { nameAsWords } from './words';

it.each([
  ['business_as_usual', 'Business as usual'],
  ['ai', 'AI'],
  ['lapsed-buyers', 'Lapsed buyers'],
  ['customer_id', 'Customer ID'],
  ['', ''],
])('%s reads %s', (name, expected) => {
  expect(nameAsWords(name)).toBe(expected);
});
