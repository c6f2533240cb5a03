import { expect, it } from 'vitest';
import { csvOf } from './csv';

it.each<[string, string[], string]>([
  ['plain cells', ['Ann', '12'], 'Ann,12\r\n'],
  ['commas and quotes', ['12, High St', 'a "b"'], '"12, High St","a ""b"""\r\n'],
  ['formulas, but no numbers', ['=1+1', '@x', '-2.5', '+14045550141'], "'=1+1,'@x,-2.5,+14045550141\r\n"],
  ['the minus of a page', ['−2.5', '−€0.62', '−4%'], '-2.5,−€0.62,-4%\r\n'],
])('%s', (_name, row, expected) => {
  expect(csvOf([row], 'en-US')).toBe(`\ufeff${expected}`);
});

it.each([
  ['de-DE', 'a;0,5;"b;c"\r\n'],
  ['fr-FR', 'a;0,5;"b;c"\r\n'],
  ['en-GB', 'a,"0,5",b;c\r\n'],
])('opens by itself in a spreadsheet of %s', (locale, expected) => {
  expect(csvOf([['a', '0,5', 'b;c']], locale)).toBe(`\ufeff${expected}`);
});
