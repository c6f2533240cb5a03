import { expect, it } from 'vitest';
import { fileSize } from './fileSize';

it('writes a size as people say it', () => {
  expect(fileSize(0)).toBe('0 bytes');
  expect(fileSize(812)).toBe('812 bytes');
  expect(fileSize(3_565_158)).toBe('3.4 MB');
  expect(fileSize(2 * 1024 ** 3)).toBe('2.0 GB');
});
