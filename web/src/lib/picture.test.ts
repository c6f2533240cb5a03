import { expect, it } from 'vitest';
import { fileNameOf } from './picture';

it.each([
  ['Revenue per person: AI against holdout', 'revenue-per-person-ai-against-holdout'],
  ['Müller & Söhne', 'müller-söhne'],
  ['a b c d e f g h i j', 'a-b-c-d-e-f-g-h'],
  ['', ''],
])('%s is kept as %s', (title, expected) => {
  expect(fileNameOf(title)).toBe(expected);
});
