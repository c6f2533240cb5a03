import { expect, it } from 'vitest';
import { columnsOf, misfitOf, rowWith } from './columnsOf';

const ROW = '{"E-Mail":"ann(at)x.org","Umsatz €":12.5,"Land":null,"first_name":"Ann"}';

it('has a column a name, as the file writes it and in its order', () => {
  expect(columnsOf(ROW)?.map((column) => [column.name, column.text])).toEqual([
    ['E-Mail', 'ann(at)x.org'],
    ['Umsatz €', '12.5'],
    ['Land', ''],
    ['first_name', 'Ann'],
  ]);
  expect(columnsOf('a;b;c')).toBeNull();
  expect(columnsOf('[1]')).toBeNull();
});

it('changes what was typed and nothing else', () => {
  const columns = columnsOf(ROW) ?? [];
  expect(JSON.parse(rowWith(ROW, columns, {}, true))).toEqual(JSON.parse(ROW));
  const typed = { 'E-Mail': 'ann@x.org', 'Umsatz €': '13' };
  expect(rowWith(ROW, columns, typed, true)).toBe(
    '{"E-Mail":"ann@x.org","Umsatz €":13,"Land":null,"first_name":"Ann"}',
  );
  expect(JSON.parse(rowWith(ROW, columns, { 'Umsatz €': 'x' }, true))).toMatchObject({ 'Umsatz €': 'x' });
});

it('keeps what has no column until somebody leaves it out', () => {
  const row = '{"a":"1","_extra":["","2"]}';
  const columns = columnsOf(row) ?? [];
  expect(misfitOf(row)).toEqual({ extra: ['2'], nMissing: 0 });
  expect(misfitOf(ROW)).toBeNull();
  expect(rowWith(row, columns, {}, false)).toBe('{"a":"1","_extra":["","2"]}');
  expect(rowWith(row, columns, {}, true)).toBe('{"a":"1"}');
});
