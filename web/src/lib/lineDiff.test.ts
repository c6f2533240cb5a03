import { describe, expect, it } from 'vitest';
import { lineDiff } from './lineDiff';

describe('lineDiff', () => {
  const shown = (before: string, after: string): string =>
    lineDiff(before, after)
      .map(({ fate, text }) => ({ same: ' ', added: '+', removed: '-' })[fate] + text)
      .join('');

  it.each([
    ['', '', ''],
    ['a\nb\n', 'a\nb\n', ' a b'],
    ['a\n', '', '-a'],
    ['', 'a\n', '+a'],
    ['a\nb\nc\n', 'a\nx\nc\n', ' a-b+x c'],
    ['a\nb\nc\nd\n', 'b\nd\ne\n', '-a b-c d+e'],
    ['a', 'a\n', ' a'],
  ])('%j and %j', (before, after, expected) => {
    expect(shown(before, after)).toBe(expected);
  });

  it('gives up on texts that have nothing in common', () => {
    const many = (letter: string): string =>
      Array.from({ length: 3000 }, (_, n) => `${letter}${n}`).join('\n');
    expect(lineDiff(many('a'), many('b'))).toHaveLength(6000);
  });
});
