import { expect, it } from 'vitest';
import { localInput, momentOf } from './momentInput';

it('shows a moment on the reader’s clock, and writes the same moment back', () => {
  for (const moment of ['2030-03-04T09:00:00Z', '2030-07-04T09:30:00Z', '2030-01-01T00:00:00Z']) {
    expect(momentOf(localInput(moment) ?? '')).toBe(moment);
  }
  expect(momentOf(localInput('2030-03-04T10:00:00+01:00') ?? '')).toBe('2030-03-04T09:00:00Z');
});

it('takes nothing for a moment that is none', () => {
  for (const text of ['', 'soon', '2030-03-04', '2030-03-04 09:00', '2030-13-40T09:00:00Z']) {
    expect(localInput(text)).toBeNull();
  }
  expect(momentOf('')).toBe('');
});
