import { describe, expect, it } from 'vitest';
import { appendAt, lineAt, moveItem, pathOfLine, readYaml, removeAt, setAt, valueAt } from './yamlEdit';

const TEXT = `# What it is for
name: lapsed   # the old one
who:
  all:
    # near
    - trait: { name: state, one_of: [GA, AL] }
    - behaviour: { event: Order, at_most: 0 }
note: >-
  folded
  text
empty:
`;

describe('setAt', () => {
  it('changes one value and no other letter', () => {
    expect(setAt(TEXT, ['name'], 'gone quiet')).toBe(TEXT.replace('name: lapsed', 'name: gone quiet'));
    expect(setAt(TEXT, ['who', 'all', 1, 'behaviour', 'at_most'], 3)).toBe(
      TEXT.replace('at_most: 0', 'at_most: 3'),
    );
    expect(setAt(TEXT, ['who', 'all', 0, 'trait', 'one_of', 1], 'a, b')).toBe(
      TEXT.replace('[GA, AL]', '[GA, "a, b"]'),
    );
  });

  it('quotes what would be read as something else', () => {
    expect(setAt(TEXT, ['name'], '2026')).toContain('name: "2026"   # the old one');
    expect(setAt(TEXT, ['name'], 'a: b')).toContain('name: "a: b"   #');
    expect(setAt(TEXT, ['name'], '')).toContain('name: ""   #');
  });

  it('adds what is not there and keeps every comment', () => {
    const added = setAt(TEXT, ['description'], 'People who left');
    for (const comment of ['# What it is for', '# the old one', '# near']) expect(added).toContain(comment);
    const read = readYaml(added);
    expect(read.isReadable && valueAt(read.value, ['description'])).toBe('People who left');
    expect(setAt('', ['name'], 'a')).toBe('name: a\n');
    expect(setAt(TEXT, ['empty'], 'no more')).toContain('empty: no more\n');
  });

  it('writes several lines as a block', () => {
    expect(setAt('body: x\n', ['body'], 'one\ntwo\n')).toBe('body: |\n  one\n  two\n');
    expect(setAt(TEXT, ['note'], 'folded\nno more')).toContain('# near');
  });
});

describe('lists', () => {
  it('grow, shrink and are put in order', () => {
    const more = appendAt(TEXT, ['who', 'all'], { trait: { name: 'city', is: 'Macon' } });
    expect(more).toContain('# near');
    expect(more).toContain('name: city');
    expect(appendAt('a: 1\n', ['list'], 'x')).toBe('a: 1\nlist:\n  - x\n');
    const fewer = removeAt(TEXT, ['who', 'all', 1]);
    expect(fewer).not.toContain('behaviour');
    expect(fewer).toContain('# the old one');
    const moved = moveItem(TEXT, ['who', 'all'], 1, 0);
    expect(moved.indexOf('behaviour')).toBeLessThan(moved.indexOf('trait'));
  });
});

describe('places', () => {
  it('are found both ways', () => {
    expect(lineAt(TEXT, ['who', 'all', 1])).toBe(7);
    expect(lineAt(TEXT, ['nowhere'])).toBeNull();
    expect(pathOfLine(TEXT, 2)).toEqual(['name']);
    expect(pathOfLine(TEXT, 7)).toEqual(['who', 'all', 1, 'behaviour', 'at_most']);
  });

  it('are told of what cannot be read', () => {
    const read = readYaml('a: 1\nb: [\n');
    expect(read.isReadable).toBe(false);
    expect(!read.isReadable && read.line).toBeGreaterThan(1);
  });
});
