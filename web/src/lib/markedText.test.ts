import { describe, expect, it } from 'vitest';
import { markedParts, type Severity } from './markedText';

describe('markedParts', () => {
  const line = 'Save 50% — guaranteed 🍑 peaches';
  const cases: { name: string; places: [string, Severity][]; expected: [string, Severity | null][] }[] = [
    { name: 'nothing found', places: [], expected: [[line, null]] },
    {
      name: 'words in the text',
      places: [['guaranteed', 'error']],
      expected: [
        ['Save 50% — ', null],
        ['guaranteed', 'error'],
        [' 🍑 peaches', null],
      ],
    },
    {
      name: 'case does not matter',
      places: [['SAVE', 'warning']],
      expected: [
        ['Save', 'warning'],
        [' 50% — guaranteed 🍑 peaches', null],
      ],
    },
    {
      name: 'a range in characters, past an emoji',
      places: [['24..31', 'warning']],
      expected: [
        ['Save 50% — guaranteed 🍑 ', null],
        ['peaches', 'warning'],
      ],
    },
    {
      name: 'an error outweighs a warning on the same words',
      places: [
        ['50%', 'error'],
        ['Save 50%', 'warning'],
      ],
      expected: [
        ['Save ', 'warning'],
        ['50%', 'error'],
        [' — guaranteed 🍑 peaches', null],
      ],
    },
    { name: 'the whole text is not marked', places: [['whole', 'error']], expected: [[line, null]] },
    { name: 'a range out of the text', places: [['90..95', 'error']], expected: [[line, null]] },
  ];
  it.each(cases)('$name', ({ places, expected }) => {
    const findings = places.map(([place, severity]) => ({ rule: 'r', severity, place, why: 'w' }));
    expect(markedParts(line, findings).map((part) => [part.text, part.severity])).toEqual(expected);
  });
});
