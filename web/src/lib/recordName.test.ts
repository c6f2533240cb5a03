import { expect, it } from 'vitest';
import { isSeenOnly, recordName } from './recordName';

it.each([
  ['crm:C10482', false, 'crm:C10482'],
  ['web:seen-5fd1c0de', true, 'seen in Web events'],
  ['shop_app:seen-1', true, 'seen in Shop app events'],
])('%s', (recordId, isSeen, name) => {
  expect(isSeenOnly(recordId)).toBe(isSeen);
  expect(recordName(recordId)).toBe(name);
});
