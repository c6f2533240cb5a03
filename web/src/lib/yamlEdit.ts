import { Document, isMap, isScalar, isSeq, parseDocument, type Node, type ParsedNode, visit } from 'yaml';
import { lib as messages } from '../messages/lib';

/** Where a value stands: keys of mappings, and numbers of items in lists. */
export type YamlPath = (string | number)[];

export type YamlValue = string | number | boolean | null | YamlValue[] | { [key: string]: YamlValue };

/** A text as data, or why it cannot be read. */
export type ReadYaml =
  | { isReadable: true; value: YamlValue; document: Document.Parsed }
  | { isReadable: false; line: number; why: string };

/** What this program writes: as it was found, and never broken at a line's width. */
const WRITING = { lineWidth: 0, flowCollectionPadding: true } as const;

/** Reads a text. An empty one is an empty mapping. */
export function readYaml(text: string): ReadYaml {
  const document = parseDocument(text, { uniqueKeys: true });
  const error = document.errors[0];
  if (error !== undefined) {
    return {
      isReadable: false,
      line: error.linePos?.[0].line ?? 1,
      why: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
    };
  }
  try {
    return { isReadable: true, value: (document.toJS({ maxAliasCount: 100 }) ?? {}) as YamlValue, document };
  } catch (error) {
    return {
      isReadable: false,
      line: 1,
      why: error instanceof Error ? error.message : messages.yamlEdit.itCannotBeRead,
    };
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: YamlValue, path: YamlPath): YamlValue | undefined {
  let here: YamlValue | undefined = value;
  for (const key of path) {
    if (here === null || typeof here !== 'object') return undefined;
    here = Array.isArray(here) ? here[Number(key)] : here[String(key)];
  }
  return here;
}

function nodeAt(document: Document.Parsed, path: YamlPath): ParsedNode | undefined {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return (node ?? undefined) as ParsedNode | undefined;
}

/** Whether a text would be read as another kind of value, or not at all, when it stands without quotes. */
function scalarText(value: string | number | boolean | null, isInFlow: boolean): string {
  const document = new Document([value]);
  const [first] = (document.contents as unknown as { items: Node[] }).items;
  if (isScalar(first) && typeof value === 'string' && value.includes('\n')) first.type = 'QUOTE_DOUBLE';
  if (isInFlow) (document.contents as unknown as { flow: boolean }).flow = true;
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
  return isInFlow ? written.slice(1, -1).trim() : written.slice(2).trim();
}

function isInFlow(document: Document.Parsed, path: YamlPath): boolean {
  return path.some((_, n) => {
    const around = nodeAt(document, path.slice(0, n));
    return (isMap(around) || isSeq(around)) && around.flow === true;
  });
}

/** Puts a scalar in the place of another, and leaves every other letter of the text as it is. */
function replaceScalar(
  text: string,
  document: Document.Parsed,
  path: YamlPath,
  value: string | number | boolean | null,
): string | null {
  const node = nodeAt(document, path);
  if (!isScalar(node) || node.anchor !== undefined) return null;
  const isPlain = node.type === 'PLAIN' || node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const isLong = typeof value === 'string' && value.includes('\n');
  // `key:` without a value has no place of its own.
  if (!isPlain || isLong || node.range[0] === node.range[1]) return null;
  const written = scalarText(value, isInFlow(document, path));
  return text.slice(0, node.range[0]) + written + text.slice(node.range[1]);
}

/**
 * Sets the value at a path; comments, order and whatever else stands in the text stay.
 *
 * A single value is put in place letter by letter; anything else goes through the document, which may set blanks anew.
 */
export function setAt(text: string, path: YamlPath, value: YamlValue): string {
  const read = readYaml(text);
  if (!read.isReadable) return text;
  const { document } = read;
  if (value === null || typeof value !== 'object') {
    const replaced = replaceScalar(text, document, path, value);
    if (replaced !== null) return replaced;
  }
  const old = nodeAt(document, path);
  if (
    isScalar(old) &&
    typeof value === 'string' &&
    (old.type === 'BLOCK_LITERAL' || old.type === 'BLOCK_FOLDED')
  ) {
    old.value = value;
    return document.toString(WRITING);
  }
  if (path.length === 0) return new Document(value).toString(WRITING);
  if (document.contents === null) document.contents = document.createNode({}) as unknown as ParsedNode;
  const node = document.createNode(value);
  if (isScalar(node) && typeof value === 'string' && value.includes('\n')) node.type = 'BLOCK_LITERAL';
  document.setIn(path, node);
  return document.toString(WRITING);
}

/** Takes out what stands at a path, with its own comment. */
export function removeAt(text: string, path: YamlPath): string {
  const read = readYaml(text);
  if (!read.isReadable || path.length === 0) return text;
  read.document.deleteIn(path);
  return read.document.toString(WRITING);
}

/** Appends an item to the list at a path, making the list where there is none. */
export function appendAt(text: string, path: YamlPath, value: YamlValue): string {
  const read = readYaml(text);
  if (!read.isReadable) return text;
  const list = nodeAt(read.document, path);
  if (!isSeq(list)) return setAt(text, path, [value]);
  list.add(read.document.createNode(value) as unknown as ParsedNode);
  return read.document.toString(WRITING);
}

/** Moves an item of a list by one place. */
export function moveItem(text: string, path: YamlPath, from: number, to: number): string {
  const read = readYaml(text);
  if (!read.isReadable) return text;
  const list = nodeAt(read.document, path);
  if (!isSeq(list) || to < 0 || list.items.length <= to) return text;
  const [item] = list.items.splice(from, 1);
  if (item === undefined) return text;
  list.items.splice(to, 0, item);
  return read.document.toString(WRITING);
}

/** The line, from 1, on which the value at a path begins; null where there is none. */
export function lineAt(text: string, path: YamlPath): number | null {
  const read = readYaml(text);
  const node = read.isReadable ? nodeAt(read.document, path) : undefined;
  if (node?.range == null) return null;
  return text.slice(0, node.range[0]).split('\n').length;
}

/** The path of the deepest value that begins on a line, for showing a problem at its field. */
export function pathOfLine(text: string, line: number): YamlPath | null {
  const read = readYaml(text);
  if (!read.isReadable) return null;
  const starts = text.split('\n').map(() => 0);
  let at = 0;
  text.split('\n').forEach((words, n) => {
    starts[n] = at;
    at += words.length + 1;
  });
  const from = starts[line - 1];
  const to = starts[line] ?? text.length + 1;
  let found: YamlPath | null = null;
  const paths = new Map<unknown, YamlPath>();
  visit(read.document, {
    Pair: (key, pair, ancestors) => {
      const around = paths.get(ancestors.at(-1)) ?? [];
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      paths.set(pair.value, [...around, name]);
      const range = isScalar(pair.key) ? pair.key.range : null;
      if (range != null && from !== undefined && from <= range[0] && range[0] < to) found = [...around, name];
      return key === null ? visit.BREAK : undefined;
    },
    Seq: (_, seq) => {
      const around = paths.get(seq) ?? [];
      seq.items.forEach((item, n) => paths.set(item, [...around, n]));
    },
  });
  return found;
}
