import { setAt } from '../../lib/yamlEdit';

/** The text calling itself by a name, where its kind has one in the text: a definition is its file's name. */
export function named(kind: string, text: string, name: string): string {
  switch (kind) {
    case 'audience':
    case 'voice':
    case 'facts':
      return setAt(text, ['name'], name);
    case 'source':
      return setAt(text, ['id'], name);
    case 'pilot':
      return setAt(text, ['pilot', 'id'], name);
    case 'prompt': {
      const found = /^(.+)\.v([1-9]\d*)$/.exec(name);
      if (found === null) return text;
      return setAt(setAt(text, ['name'], found[1] ?? ''), ['version'], Number(found[2]));
    }
    default:
      return text;
  }
}
