import { describe, expect, it } from 'vitest';
import { merge, merged } from './merge';

const BASE = 'name: a\nwho:\n  any: []\nend: 1\n';

describe('merge', () => {
  it('takes what only one changed', () => {
    const mine = BASE.replace('name: a', 'name: mine');
    const theirs = BASE.replace('end: 1', 'end: 2\nmore: 3');
    const parts = merge(BASE, mine, theirs);
    expect(parts.filter((part) => part.kind === 'conflict')).toEqual([]);
    expect(merged(parts, [])).toBe('name: mine\nwho:\n  any: []\nend: 2\nmore: 3\n');
  });

  it('takes once what both changed alike', () => {
    const both = BASE.replace('end: 1', 'end: 2');
    expect(merged(merge(BASE, both, both), [])).toBe(both);
  });

  it('asks where both changed the same lines', () => {
    const mine = BASE.replace('any: []', 'any: [mine]');
    const theirs = BASE.replace('any: []', 'any: [theirs]');
    const parts = merge(BASE, mine, theirs);
    expect(parts.map((part) => part.kind)).toEqual(['settled', 'conflict', 'settled']);
    expect(merged(parts, [undefined])).toBeNull();
    expect(merged(parts, ['mine'])).toBe(mine);
    expect(merged(parts, ['theirs'])).toBe(theirs);
    expect(merged(parts, ['both'])).toContain('  any: [theirs]\n  any: [mine]\n');
  });

  it('takes out what one took out, and asks when the other changed it', () => {
    const without = 'name: a\nend: 1\n';
    expect(merged(merge(BASE, without, BASE), [])).toBe(without);
    const parts = merge(BASE, without, BASE.replace('any: []', 'any: [x]'));
    expect(parts.filter((part) => part.kind === 'conflict')).toHaveLength(1);
  });

  it('has nothing to start from where both are new', () => {
    const parts = merge('', 'a\n', 'b\n');
    expect(parts).toEqual([{ kind: 'conflict', base: [], mine: ['a'], theirs: ['b'] }]);
    expect(merged(merge('', '', ''), [])).toBe('');
  });
});
