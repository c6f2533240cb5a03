import { audiences as messages } from '../../messages/audiences';
import type { Leaf } from './audienceText';

/** How often something was done. */
export type Often = 'at_least' | 'at_most' | 'exactly' | 'between' | 'never';

/** In which window. */
export type Window = 'ever' | 'within' | 'before' | 'between';

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** How often a behaviour asks for, of its two limits. */
export function oftenOf(keys: Leaf['keys']): { often: Often; least: number; most: number } {
  const [least, most] = [numberOf(keys['at_least']), numberOf(keys['at_most'])];
  const limits = { least: least ?? 1, most: most ?? least ?? 1 };
  if (most === 0 && least === null) return { often: 'never', ...limits };
  if (least !== null && most !== null) return { often: least === most ? 'exactly' : 'between', ...limits };
  return { often: most !== null ? 'at_most' : 'at_least', ...limits };
}

/** The limits that say how often. */
export function keysOfOften(often: Often, least: number, most: number): Record<string, number | undefined> {
  switch (often) {
    case 'at_least':
      return { at_least: Math.max(1, least), at_most: undefined };
    case 'at_most':
      return { at_least: undefined, at_most: Math.max(1, most) };
    case 'exactly':
      return { at_least: Math.max(1, least), at_most: Math.max(1, least) };
    case 'between':
      return { at_least: Math.max(1, least), at_most: Math.max(most, least + 1) };
    case 'never':
      return { at_least: undefined, at_most: 0 };
  }
}

/** The window a behaviour looks at. */
export function windowOf(keys: Leaf['keys']): { window: Window; within: number; not: number } {
  const [within, not] = [numberOf(keys['within_days']), numberOf(keys['not_within_days'])];
  const days = { within: within ?? 365, not: not ?? 30 };
  if (within !== null && not !== null) return { window: 'between', ...days };
  if (within !== null) return { window: 'within', ...days };
  return { window: not === null ? 'ever' : 'before', ...days };
}

/** The keys that say in which window. */
export function keysOfWindow(
  window: Window,
  within: number,
  not: number,
): Record<string, number | undefined> {
  switch (window) {
    case 'ever':
      return { within_days: undefined, not_within_days: undefined };
    case 'within':
      return { within_days: within, not_within_days: undefined };
    case 'before':
      return { within_days: undefined, not_within_days: not };
    case 'between':
      return { within_days: Math.max(within, not + 1), not_within_days: not };
  }
}

export type TraitRule =
  | 'is'
  | 'is_not'
  | 'one_of'
  | 'known'
  | 'unknown'
  | 'before'
  | 'after'
  | 'within_days'
  | 'not_within_days'
  | 'at_least'
  | 'at_most';

/** Every key that is a rule of a trait. */
export const RULE_KEYS = [
  'is',
  'is_not',
  'one_of',
  'exists',
  'before',
  'after',
  'within_days',
  'not_within_days',
  'at_least',
  'at_most',
] as const;

const RULE_WORDS: Record<TraitRule, string> = {
  is: messages.sentenceParts.is,
  is_not: messages.sentenceParts.isNot,
  one_of: messages.sentenceParts.isOneOf,
  known: messages.sentenceParts.isKnown,
  unknown: messages.sentenceParts.isNotKnown,
  before: messages.sentenceParts.isBefore,
  after: messages.sentenceParts.isOnOrAfter,
  within_days: messages.sentenceParts.isInTheLastDays,
  not_within_days: messages.sentenceParts.isDaysAgoOrMore,
  at_least: messages.sentenceParts.isAtLeast,
  at_most: messages.sentenceParts.isAtMost,
};

const RULES: Record<string, TraitRule[]> = {
  text: ['is', 'is_not', 'one_of', 'known', 'unknown'],
  day: ['before', 'after', 'within_days', 'not_within_days', 'is', 'known', 'unknown'],
  time: ['within_days', 'not_within_days', 'before', 'after', 'known', 'unknown'],
  number: ['at_least', 'at_most', 'known', 'unknown'],
};

/** The rules that fit what a trait holds, as a list to choose from. */
export function rulesFor(kind: string): { value: TraitRule; label: string }[] {
  return (RULES[kind] ?? RULES['text'] ?? []).map((rule) => ({ value: rule, label: RULE_WORDS[rule] }));
}

/** The rule a trait is tested by; null where the text names none. */
export function ruleOf(keys: Leaf['keys']): TraitRule | null {
  const key = RULE_KEYS.find((known) => keys[known] !== undefined && keys[known] !== null);
  if (key === undefined) return null;
  if (key === 'exists') return keys['exists'] === false ? 'unknown' : 'known';
  return key;
}

const DAYS = 30;

/** The keys of a rule, with a value to begin with; what another rule needed is taken away. */
export function keysOfRule(rule: TraitRule, old: Leaf['keys'], today: string): Record<string, unknown> {
  const none = Object.fromEntries(RULE_KEYS.map((key) => [key, undefined]));
  const texts = valuesOf(old);
  switch (rule) {
    case 'known':
      return { ...none, exists: true };
    case 'unknown':
      return { ...none, exists: false };
    case 'is':
    case 'is_not':
      return { ...none, [rule]: texts[0] ?? '' };
    case 'one_of':
      return { ...none, one_of: texts };
    case 'before':
    case 'after':
      return { ...none, [rule]: today };
    case 'within_days':
    case 'not_within_days':
      return { ...none, [rule]: DAYS };
    case 'at_least':
    case 'at_most':
      return { ...none, [rule]: 1 };
  }
}

/** The texts a trait is compared with. */
export function valuesOf(keys: Leaf['keys']): string[] {
  const value = keys['is'] ?? keys['is_not'] ?? keys['one_of'];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list
    .filter((item) => typeof item === 'string' || typeof item === 'number')
    .map(String)
    .filter((item) => item !== '');
}

/** The products a behaviour asks for. */
export function itemsOf(keys: Leaf['keys']): string[] {
  const value = keys['item'];
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
}
