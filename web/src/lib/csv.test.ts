import { expect, it } from 'vitest';
import { csvOf } from './csv';

it.each<[string, string[], string]>([
  ['plain cells', ['Ann', '12'], 'Ann,12\r\n'],
  ['commas and quotes', ['12, High St', 'a "b"'], '"12, High St","a ""b"""\r\n'],
  ['formulas, but no numbers', ['=1+1', '@x', '-2.5', '+14045550141'], "'=1+1,'@x,-2.5,+14045550141\r\n"],
])('%s', (_name, row, expected) => {
  expect(csvOf([row])).toBe(expected);
});
