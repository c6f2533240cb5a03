import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const CORE = 'node_modules/@mantine/core';
/** Rules that belong to no component. */
const GLOBAL = ['baseline', 'default-css-variables', 'global'];

const read = (path: string): string => readFileSync(path, 'utf8');

function all(pattern: RegExp, text: string, group = 1): string[] {
  return [...text.matchAll(pattern)].map((found) => found[group] ?? '');
}

function filesIn(folder: string, which: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => which.test(name))
    .map((name) => join(folder, name));
}

/** What is taken from Mantine by name, in our sources and in its notifications. */
function namesTaken(): string[] {
  const files = [
    ...filesIn('src', /(?<!\.test)\.tsx?$/),
    ...filesIn('node_modules/@mantine/notifications/esm', /\.mjs$/),
  ];
  return files
    .flatMap((path) => all(/import \{([^}]*)\} from ["']@mantine\/core["']/g, read(path)))
    .flatMap((list) => list.split(','))
    .map((name) => name.trim().split(' as ')[0] ?? '')
    .filter((name) => name !== '' && !name.startsWith('type '));
}

/** The style sheets of components and of all that they are made of. */
function stylesOf(names: string[]): Set<string> {
  const homes = new Map<string, string>();
  for (const [, list = '', path = ''] of read(join(CORE, 'esm/index.mjs')).matchAll(
    /import \{([^}]*)\} from "(\.[^"]+)"/g,
  )) {
    for (const name of list.split(',')) homes.set(name.trim().split(' as ').at(-1) ?? '', path);
  }
  const seen = new Set<string>();
  const styles = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const style = /(\w+)\.module\.mjs$/.exec(path)?.[1];
    if (style !== undefined) styles.add(style);
    for (const next of all(/from "(\.[^"]+)"/g, read(path))) follow(join(dirname(path), next));
  };
  for (const name of names) {
    const home = homes.get(name);
    if (home !== undefined) follow(join(CORE, 'esm', home));
  }
  return styles;
}

it('loads the styles of the components that are used, in the order of Mantine’s own sheet', () => {
  const whole = read(join(CORE, 'styles.css'));
  const needed = [...GLOBAL, ...stylesOf(namesTaken())]
    .map((name) => ({ name, at: whole.indexOf(read(join(CORE, `styles/${name}.css`)).trim()) }))
    .toSorted((a, b) => a.at - b.at);
  expect(needed.filter(({ at }) => at < 0)).toEqual([]);
  const loaded = all(/@mantine\/core\/styles\/([\w-]+)\.css/g, read('src/app/mantineStyles.ts'));
  expect(loaded).toEqual(needed.map(({ name }) => name));
});
