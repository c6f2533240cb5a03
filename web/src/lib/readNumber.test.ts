import { describe, expect, it } from 'vitest';
import { readNumber, writeNumber } from './readNumber';

describe('a number is read', () => {
  it.each([
    // Each in its own language.
    ['de-DE', '0,5', 0.5],
    ['en-US', '0.5', 0.5],
    ['en-US', '1.5', 1.5],
    ['de-DE', '1.500', 1500],
    ['en-US', '1,500', 1500],
    ['de-DE', '1.234.567,25', 1234567.25],
    ['en-US', '1,234,567.25', 1234567.25],
    ['fr-FR', '1 500,5', 1500.5],
    ['de-CH', "1'500.5", 1500.5],
    ['de-DE', ' −3,25 ', -3.25],
    ['de-DE', '1,500', 1.5],
    ['en-US', '1.500', 1.5],
    ['en-US', '.5', 0.5],
    ['de-DE', '5,', 5],
    ['ar-EG', '٠٫٥', 0.5],
    // A mark of another language that can be read in one way only.
    ['de-DE', '0.5', 0.5],
    ['de-DE', '1.5', 1.5],
    ['de-DE', '0.500', 0.5],
    ['en-US', '0,5', 0.5],
    ['en-US', '1,25', 1.25],
    ['en-US', '1.234,5', 1234.5],
    // No number at all, and none that could be guessed.
    ['en-US', '', null],
    ['en-US', '-', null],
    ['en-US', 'ten', null],
    ['en-US', '1.2.3', null],
    ['en-US', '1,2,3', null],
    ['de-DE', '1,2,3', null],
    ['de-DE', '12.34,5', null],
    ['en-US', '1e5', null],
    ['en-US', '5 euros', null],
  ])('%s: %s', (locale, text, expected) => {
    expect(readNumber(text, locale)).toBe(expected);
  });
});

describe('a number is written as its field reads it', () => {
  it.each([
    ['de-DE', 0.5, '0,5'],
    ['en-US', 0.5, '0.5'],
    ['de-DE', 1500, '1500'],
    ['en-US', 0.001, '0.001'],
    ['en-US', 1234567.25, '1234567.25'],
  ])('%s: %f', (locale, value, expected) => {
    expect(writeNumber(value, locale)).toBe(expected);
    expect(readNumber(expected, locale)).toBe(value);
  });
});
