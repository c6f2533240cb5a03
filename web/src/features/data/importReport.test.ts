import { expect, it } from 'vitest';
import { importReportOf, rangesOf } from './importReport';

it('names lines that follow each other as one', () => {
  expect(rangesOf([3, 4, 5, 7, 9, 10])).toBe('3–5, 7, 9–10');
  expect(rangesOf([])).toBe('');
  expect(rangesOf(Array.from({ length: 30 }, (_, at) => at * 2)).endsWith(' …')).toBe(true);
});

it('counts every row of a list of noes', () => {
  const result = {
    n_rows: 72,
    n_new: 10,
    n_silent: 62,
    n_closing: 10,
    closing: [3, 4],
    is_of_consents: true,
  };
  const report = importReportOf({ kind: 'import', result });
  expect(report).toMatchObject({
    n_rows: 72,
    n_silent: 62,
    closing: [3, 4],
    is_of_consents: true,
    n_same: 0,
  });
});
