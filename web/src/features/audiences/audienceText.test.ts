import { describe, expect, it } from 'vitest';
import {
  add,
  readAudience,
  remove,
  replace,
  setKey,
  setKeys,
  setMode,
  toggleNot,
  wrap,
  type AudienceText,
  type Group,
  type Path,
} from './audienceText';

const TEXT = `# Who fell silent.
name: lapsed
description: Lapsed buyers
who:
  all:
    # Twice in half a year.
    - behaviour: { event: Order Completed, at_least: 2, within_days: 180 } # not once
    - not: { trait: { name: city, one_of: [Atlanta, Macon] } }
    - any:
        - consent: { purpose: marketing, channel: email }
        - trait:
            name: state
            is: GA
`;

function audience(text: string): AudienceText {
  const found = readAudience(text);
  if ('error' in found) throw new Error(found.error);
  return found;
}

function root(text: string): Group {
  const { who } = audience(text);
  if (who?.kind !== 'group') throw new Error('no group');
  return who;
}

function part(text: string, nth: number): Group['parts'][number] {
  const found = root(text).parts[nth];
  if (found === undefined) throw new Error('no such part');
  return found;
}

describe('reading', () => {
  it('finds every condition with its place', () => {
    const { parts, mode } = root(TEXT);
    expect(mode).toBe('all');
    expect(parts.map(({ kind, isNegated, path }) => [kind, isNegated, path.join('.')])).toEqual([
      ['behaviour', false, 'who.all.0'],
      ['trait', true, 'who.all.1'],
      ['group', false, 'who.all.2'],
    ]);
    const trait = part(TEXT, 1);
    expect(trait.kind === 'trait' && trait.at.join('.')).toBe('who.all.1.not.trait');
  });

  it.each<[string, string, number | null]>([
    ['name: a\nwho: { all: [ }\n', 'error', 2],
    ['- a\n', 'an audience has name, description and who', 1],
  ])('says where %s is none', (text, _what, line) => {
    const found = readAudience(text);
    expect('error' in found && found.line).toBe(line);
  });

  it('keeps what it has no words for as text', () => {
    const { who } = audience('name: a\nwho: { maybe: 1 }\n');
    expect(who).toMatchObject({ kind: 'unknown', text: '{"maybe":1}' });
    expect(audience('').who).toBeNull();
  });
});

describe('changing keeps comments, order and everything else', () => {
  const cases: [string, (text: string) => string, string, string][] = [
    [
      'a number',
      (t) => setKey(t, ['who', 'all', 0, 'behaviour', 'at_least'], 3),
      'at_least: 2',
      'at_least: 3',
    ],
    ['a list', (t) => setKey(t, [...path(t, 1), 'one_of'], ['Rome']), '[Atlanta, Macon]', '[ Rome ]'],
    ['the name', (t) => setKey(t, ['name'], 'silent'), 'name: lapsed', 'name: silent'],
    ['all into any', (t) => setMode(t, root(t), 'any'), '  all:', '  any:'],
  ];
  it.each(cases)('%s', (_name, change, before, after) => {
    const changed = change(TEXT);
    expect(loose(changed)).toBe(loose(TEXT.replace(before, after)));
  });

  it('takes keys away and adds others', () => {
    const changed = setKeys(TEXT, path(TEXT, 0), { within_days: undefined, at_most: 5 });
    expect(changed).toContain('{ event: Order Completed, at_least: 2, at_most: 5 } # not once');
  });

  it('turns a condition round and back', () => {
    const twice = toggleNot(toggleNot(TEXT, part(TEXT, 0)), part(toggleNot(TEXT, part(TEXT, 0)), 0));
    expect(loose(twice)).toBe(loose(TEXT));
    const plain = toggleNot(TEXT, part(TEXT, 1));
    expect(part(plain, 1)).toMatchObject({ kind: 'trait', isNegated: false });
  });

  it('adds, wraps and removes', () => {
    const added = add(TEXT, root(TEXT), { trait: { name: 'country', is: 'US' } });
    expect(root(added).parts).toHaveLength(4);
    expect(added).toContain('- trait: { name: country, is: US }');
    expect(loose(remove(added, ['who', 'all', 3]))).toBe(loose(TEXT));
    const wrapped = wrap(TEXT, ['who', 'all', 0], 'any');
    expect(part(wrapped, 0)).toMatchObject({ kind: 'group', mode: 'any' });
    // The last of a group takes the group with it.
    expect(
      root(remove(remove(TEXT, ['who', 'all', 2, 'any', 1]), ['who', 'all', 2, 'any', 0])).parts,
    ).toHaveLength(2);
    expect(wrapped).toContain('# Twice in half a year.');
  });

  it('makes a group of one condition', () => {
    const one = 'name: a\nwho: { trait: { name: city, is: Rome } }\n';
    expect(root(add(one, null, { consent: { purpose: 'marketing', channel: 'sms' } })).parts).toHaveLength(2);
    expect(root(add('name: a\n', null, { trait: { name: 'city', is: 'Rome' } })).parts).toHaveLength(1);
    expect(audience(remove(one, ['who'])).who).toMatchObject({ kind: 'group', parts: [] });
    expect(part(replace(TEXT, ['who', 'all', 0], { trait: { name: 'city', is: 'Rome' } }), 0).kind).toBe(
      'trait',
    );
  });
});

/** Where the keys of a part stand. */
function path(text: string, nth: number): Path {
  const found = part(text, nth);
  if (found.kind === 'unknown') throw new Error('unknown');
  return found.at;
}

/** Without blanks: how wide a text is written is the library's. */
function loose(text: string): string {
  return text.replace(/[ \n]+/g, '');
}
