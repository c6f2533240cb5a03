import { fields as messages } from '../messages/fields';
import { roleChoices } from './columnRole';
import { nameAsWords, settingWords } from './words';
import { valueAt, type YamlPath, type YamlValue } from './yamlEdit';

const LABELS = new Map<string, string>(Object.entries(messages.labels));
const HINTS = new Map<string, string>(Object.entries(messages.hints));
const CHOICE_HINTS = new Map<string, string>(Object.entries(messages.choiceHints));
const CHOICES = new Map<string, string>(Object.entries(messages.choices));
const SETTING_VALUES = new Map<string, Record<string, string>>(Object.entries(messages.settingValues));

/** The last key of a path; items of a list stand under that of the list. */
function keyOf(path: YamlPath): string {
  return path.findLast((part) => typeof part === 'string') ?? '';
}

function under<T>(words: Map<string, T>, path: YamlPath, word: string): T | undefined {
  return words.get(`${keyOf(path)}.${word}`) ?? words.get(word);
}

/** What a form calls a key that stands at a path; one that nobody has named is its own words. */
export function labelOf(key: string, path: YamlPath = []): string {
  const spaced = key.replace(
    /([a-z])([A-Z])/g,
    (_pair, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  return under(LABELS, path, key) ?? nameAsWords(spaced);
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');

/** What stands under it: words of the page where there are some, else those of the schema that say more than it. */
export function fieldHint(key: string, path: YamlPath, ofSchema: string): string {
  const own = under(HINTS, path, key);
  if (own !== undefined) return own;
  return bare(ofSchema) === bare(labelOf(key, path)) ? '' : ofSchema;
}

/** What stands under a choice that was made. */
export function choiceHint(word: string, path: YamlPath, ofSchema: string): string {
  return under(CHOICE_HINTS, path, word) ?? ofSchema;
}

/** What a choice at a path writes, in words. */
export function choiceWords(word: string, path: YamlPath): string {
  return under(CHOICES, path, word) ?? settingWords(word) ?? word.replaceAll('_', ' ');
}

/** What the setting can be whose value stands at a path; null where it can be more than a few things. */
export function settingChoices(text: YamlValue, path: YamlPath): { value: string; label: string }[] | null {
  if (path.at(-1) !== 'value') return null;
  const property = valueAt(text, [...path.slice(0, -1), 'property']);
  if (property === 'truelift.role') return roleChoices;
  const known =
    typeof property === 'string' ? SETTING_VALUES.get(property.replace(/^truelift\./, '')) : undefined;
  return known === undefined ? null : Object.entries(known).map(([value, label]) => ({ value, label }));
}
