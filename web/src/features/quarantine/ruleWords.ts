import { nameAsWords } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';

/** What is wrong with the rows of a rule, in plain words; the contract calls it by one word. */
export function ruleWords(rule: string): string {
  return messages.rules[rule] ?? nameAsWords(rule);
}
