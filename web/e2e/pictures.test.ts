import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OF_FIRST_HOUR, OF_OTHER_JOURNEYS, ON_A_PHONE, PAGES } from './pages';

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(ROOT, 'docs', 'pictures');
const MAX_BYTES = 3_000_000;

/** Every route of the router, and the two that one sees without a session. */
function routes(): string[] {
  const text = readFileSync(join(ROOT, 'web', 'src', 'app', 'router.tsx'), 'utf8');
  return ['/sign-in', '/join', ...[...text.matchAll(/^ +path: '([^']+)'/gm)].map((found) => found[1] ?? '')];
}

/** The routes that have a picture. */
function pictured(): Set<string> {
  const shown = Object.values(PAGES).map(({ path, route }) => route ?? path);
  return new Set([...shown, ...Object.values(OF_FIRST_HOUR), ...Object.values(OF_OTHER_JOURNEYS)]);
}

/** The pictures there should be. */
function wanted(): string[] {
  const names = [
    ...Object.keys(PAGES),
    ...Object.keys(OF_FIRST_HOUR),
    ...Object.keys(OF_OTHER_JOURNEYS),
    ...ON_A_PHONE.map((name) => `${name}-phone`),
  ];
  return names.map((name) => `${name}.webp`).toSorted();
}

/** Every page of the documentation, from the root of the repository. */
function documents(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', ...docs.map((file) => join('docs', file))].filter((file) => file.endsWith('.md'));
}

describe('the pictures of the documentation', () => {
  it('show every page', () => {
    const found = pictured();
    expect(routes().filter((route) => !found.has(route))).toEqual([]);
  });

  it('are those that the journeys keep (`TRUELIFT_WRITE_PICTURES=1 npm run e2e`), and no others', () => {
    expect(readdirSync(PICTURES).toSorted()).toEqual(wanted());
  });

  it('stay small together', () => {
    const sizes = readdirSync(PICTURES).map((file) => statSync(join(PICTURES, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
  });

  it('are used, but for the one of an address that leads nowhere', () => {
    const text = documents().map((file) => readFileSync(join(ROOT, file), 'utf8'));
    const unused = wanted().filter((file) => !text.some((one) => one.includes(`pictures/${file})`)));
    expect(unused).toEqual(['missing.webp']);
  });

  it.each(documents())('are there where %s names them, with words for who cannot see them', (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    for (const [, words, address] of text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)) {
      expect(words, address).not.toBe('');
      expect(() => statSync(join(ROOT, normalize(join(dirname(file), address ?? ''))))).not.toThrow();
    }
  });
});
