import { describe, expect, it } from 'vitest';
import {
  itemsOf,
  keysOfOften,
  keysOfRule,
  keysOfWindow,
  oftenOf,
  ruleOf,
  rulesFor,
  valuesOf,
  windowOf,
} from './sentenceParts';

describe('how often', () => {
  it.each([
    [{ at_least: 2 }, 'at_least'],
    [{ at_most: 3 }, 'at_most'],
    [{ at_most: 0 }, 'never'],
    [{ at_least: 2, at_most: 2 }, 'exactly'],
    [{ at_least: 1, at_most: 4 }, 'between'],
    [{}, 'at_least'],
  ])('%o is %s and comes back as it was', (keys, often) => {
    const found = oftenOf(keys);
    expect(found.often).toBe(often);
    const back = keysOfOften(found.often, found.least, found.most);
    const given = Object.fromEntries(Object.entries(back).filter(([, value]) => value !== undefined));
    expect(given).toEqual(Object.keys(keys).length === 0 ? { at_least: 1 } : keys);
  });
});

describe('when', () => {
  it.each([
    [{}, 'ever'],
    [{ within_days: 30 }, 'within'],
    [{ not_within_days: 60 }, 'before'],
    [{ within_days: 90, not_within_days: 30 }, 'between'],
  ])('%o is %s and comes back as it was', (keys, window) => {
    const found = windowOf(keys);
    expect(found.window).toBe(window);
    const back = keysOfWindow(found.window, found.within, found.not);
    expect(Object.fromEntries(Object.entries(back).filter(([, value]) => value !== undefined))).toEqual(keys);
  });

  it('never asks for a window that is none', () => {
    expect(keysOfWindow('between', 10, 30)).toEqual({ within_days: 31, not_within_days: 30 });
  });
});

describe('a trait', () => {
  it.each([
    [{ name: 'city', is: 'Rome' }, 'is', ['Rome']],
    [{ name: 'city', one_of: ['Rome', 'Bonn'] }, 'one_of', ['Rome', 'Bonn']],
    [{ name: 'city', exists: false }, 'unknown', []],
    [{ name: 'city' }, null, []],
    [{ name: 'postcode', is: 30301 }, 'is', ['30301']],
  ])('%o', (keys, rule, values) => {
    expect(ruleOf(keys)).toBe(rule);
    expect(valuesOf(keys)).toEqual(values);
  });

  it('keeps its values when the rule changes', () => {
    expect(keysOfRule('one_of', { is: 'Rome' }, '2026-01-01')).toMatchObject({
      one_of: ['Rome'],
      is: undefined,
    });
    expect(keysOfRule('is', { one_of: ['Rome', 'Bonn'] }, '2026-01-01')).toMatchObject({ is: 'Rome' });
    expect(keysOfRule('before', {}, '2026-01-01')).toMatchObject({ before: '2026-01-01', is: undefined });
  });

  it('offers what fits', () => {
    expect(rulesFor('number').map(({ value }) => value)).toEqual(['at_least', 'at_most', 'known', 'unknown']);
    expect(itemsOf({ item: 'Mug' })).toEqual(['Mug']);
  });
});
