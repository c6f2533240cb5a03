import { nameAsWords } from '../../lib/words';

/** What is wrong with the rows of a rule; the contract calls it by one word. */
const RULES: Record<string, string> = {
  required: 'Missing',
  type: 'Not what the column holds',
  pattern: 'Not written as it should be',
  length: 'Too long or too short',
  range: 'Too large or too small',
  enum: 'A word nobody explained',
  unique: 'There twice',
  future: 'In the future',
  key: 'A number no row can have',
  column_count: 'Too many or too few columns',
  footer: 'Not a row of the table',
  json: 'Not JSON',
  unknown_field: 'A field nobody knows',
  encoding: 'Letters that cannot be read',
  segment: 'Not a call of the Segment spec',
  trust: 'More than its sender may say',
  conflict: 'Against what is known',
  unreadable: 'Cannot be read',
};

/** What is wrong with the rows of a rule, in plain words. */
export function ruleWords(rule: string): string {
  return RULES[rule] ?? nameAsWords(rule);
}
