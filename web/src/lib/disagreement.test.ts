import { expect, it } from 'vitest';
import { fieldNames, isDisputed } from './disagreement';

function record(id: string, fields: Record<string, string>): Parameters<typeof isDisputed>[0][number] {
  return { record_id: id, source: 'crm', arrived_at: '2026-09-01T00:00:00Z', fields };
}

it.each([
  ['the same', ['Ann', 'Ann'], false],
  ['case and space do not matter', ['Ann ', 'ANN'], false],
  ['a silent record does not disagree', ['Ann', ''], false],
  ['different', ['Ann', 'Anna'], true],
])('%s', (_name, values, expected) => {
  const records = values.map((value, i) => record(String(i), value === '' ? {} : { given_name: value }));
  expect(isDisputed(records, 'given_name')).toBe(expected);
});

it('keeps the order of fields', () => {
  expect(fieldNames([record('a', { z: '1', b: '2' }), record('b', { b: '2', a: '3' })])).toEqual([
    'z',
    'b',
    'a',
  ]);
});
