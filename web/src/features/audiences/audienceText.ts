import { Document, isMap, isScalar, parseDocument, YAMLMap, type Node } from 'yaml';
import { audiences as messages } from '../../messages/audiences';

/** Where a condition stands in the text: `['who', 'all', 0]`. */
export type Path = (string | number)[];

export type LeafKind = 'trait' | 'behaviour' | 'consent';

export interface Leaf {
  kind: LeafKind;
  path: Path;
  /** Whether it stands under an odd number of `not`. */
  isNegated: boolean;
  /** Where its own keys stand. */
  at: Path;
  keys: Record<string, unknown>;
}

export interface Group {
  kind: 'group';
  path: Path;
  isNegated: boolean;
  mode: 'all' | 'any';
  /** Where its list stands. */
  at: Path;
  parts: Condition[];
}

/** A part that the sentences have no words for: it is written in YAML. */
export interface Unknown {
  kind: 'unknown';
  path: Path;
  isNegated: boolean;
  text: string;
}

export type Condition = Leaf | Group | Unknown;

export interface AudienceText {
  name: string;
  description: string;
  who: Condition | null;
}

/** A condition as it is written: `{ trait: { name: 'city', is: 'Atlanta' } }`. */
export type Written = Record<string, unknown>;

const LEAVES: LeafKind[] = ['trait', 'behaviour', 'consent'];
const OUT = { lineWidth: 0 } as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text; nothing for what is no text and no number. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function read(value: unknown, path: Path, at: Path, isNegated: boolean): Condition {
  const unknown: Unknown = { kind: 'unknown', path, isNegated, text: JSON.stringify(value) };
  if (!isRecord(value)) return unknown;
  const [key, ...more] = Object.keys(value);
  if (key === undefined || more.length > 0) return unknown;
  const inner = value[key];
  if (key === 'not') return read(inner, path, [...at, 'not'], !isNegated);
  if ((key === 'all' || key === 'any') && Array.isArray(inner)) {
    const list = [...at, key];
    const parts = inner.map((part: unknown, nth) => read(part, [...list, nth], [...list, nth], false));
    return { kind: 'group', path, isNegated, mode: key, at: list, parts };
  }
  const kind = LEAVES.find((known) => known === key);
  if (kind === undefined || !isRecord(inner)) return unknown;
  return { kind, path, isNegated, at: [...at, kind], keys: inner };
}

/** What a text says, as far as it is YAML; else why it is not, with its line. */
export function readAudience(text: string): AudienceText | { error: string; line: number | null } {
  const doc = parseDocument(text);
  const [error] = doc.errors;
  if (error !== undefined) {
    const what = error.message.split(/ at line|\n/)[0] ?? error.message;
    return { error: what, line: error.linePos?.[0].line ?? null };
  }
  const said: unknown = doc.toJS();
  if (said !== null && !isRecord(said))
    return { error: messages.audienceText.audienceHasNameDescriptionWho, line: 1 };
  const { name, description, who } = said ?? {};
  return {
    name: textOf(name),
    description: textOf(description),
    who: who === undefined || who === null ? null : read(who, ['who'], ['who'], false),
  };
}

/** Changes a text in place: its comments, its order and how it is written stay. */
function edit(text: string, change: (doc: Document) => void): string {
  const doc = parseDocument(text);
  if (doc.errors.length > 0) return text;
  if (!isMap(doc.contents)) doc.contents = doc.createNode({}) as never;
  change(doc);
  return doc.toString(OUT);
}

function nodeAt(doc: Document, path: Path): Node | null {
  return (doc.getIn(path, true) as Node | undefined) ?? null;
}

/** A new condition on one line, as people write them. */
function node(doc: Document, condition: Written): Node {
  const made = doc.createNode(condition);
  if (isMap(made)) {
    for (const pair of made.items) if (isMap(pair.value)) pair.value.flow = true;
  }
  return made;
}

/** Puts a key of an audience or of a condition; `undefined` takes it away. */
export function setKey(text: string, path: Path, value: unknown): string {
  return edit(text, (doc) => {
    if (value === undefined) doc.deleteIn(path);
    else {
      const made = doc.createNode(value);
      if (Array.isArray(value) && 'flow' in made) made.flow = true;
      const old = nodeAt(doc, path);
      // A comment behind a value is of its place, not of the value.
      if (old !== null && isScalar(old) && isScalar(made)) old.value = made.value;
      else doc.setIn(path, made);
    }
  });
}

/** Puts several keys of a condition at once; `undefined` takes one away. */
export function setKeys(text: string, at: Path, keys: Record<string, unknown>): string {
  return Object.entries(keys).reduce((now, [key, value]) => setKey(now, [...at, key], value), text);
}

/** Puts another condition in the place of one. */
export function replace(text: string, path: Path, condition: Written): string {
  return edit(text, (doc) => doc.setIn(path, node(doc, condition)));
}

/** Turns a condition round. */
export function toggleNot(text: string, condition: Condition): string {
  return edit(text, (doc) => {
    const { path } = condition;
    const now = nodeAt(doc, path);
    if (now === null) return;
    if (isMap(now) && now.has('not')) {
      const inner = now.get('not', true) as Node | undefined;
      if (inner !== undefined) {
        inner.commentBefore ??= now.commentBefore ?? null;
        doc.setIn(path, inner);
      }
      return;
    }
    const wrapped = new YAMLMap(doc.schema);
    wrapped.commentBefore = now.commentBefore ?? null;
    now.commentBefore = null;
    wrapped.set('not', now);
    doc.setIn(path, wrapped);
  });
}

/** Says whether all or any of a group must hold. */
export function setMode(text: string, group: Group, mode: 'all' | 'any'): string {
  return edit(text, (doc) => {
    const map = nodeAt(doc, group.at.slice(0, -1));
    const pair = isMap(map)
      ? map.items.find(({ key }) => isScalar(key) && key.value === group.mode)
      : undefined;
    if (pair !== undefined && isScalar(pair.key)) pair.key.value = mode;
  });
}

/** Adds a condition to a group; `null` is the audience itself, whose one condition becomes a group then. */
export function add(text: string, group: Group | null, condition: Written): string {
  return edit(text, (doc) => {
    if (group !== null) {
      doc.addIn(group.at, node(doc, condition));
      return;
    }
    const who = nodeAt(doc, ['who']);
    if (who === null || (isScalar(who) && who.value === null)) {
      doc.setIn(['who'], node(doc, { all: [] }));
      doc.addIn(['who', 'all'], node(doc, condition));
      return;
    }
    const all = doc.createNode({ all: [] });
    doc.setIn(['who'], all);
    doc.addIn(['who', 'all'], who);
    doc.addIn(['who', 'all'], node(doc, condition));
  });
}

/** Takes a condition away; the last one of a group takes the group with it. */
export function remove(text: string, path: Path): string {
  return edit(text, (doc) => {
    const listPath = path.slice(0, -1);
    const list = doc.toJS() as unknown;
    const siblings = listPath.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null,
      list,
    );
    const isLast = Array.isArray(siblings) && siblings.length === 1;
    // Above a list stands its group, and above that the place where the group is one condition.
    const place = conditionAbove(listPath);
    if (path.length === 1) doc.setIn(['who'], doc.createNode({ all: [] }));
    else if (isLast && place.length > 1) doc.deleteIn(place);
    else doc.deleteIn(path);
  });
}

/** The path of the condition whose list stands at `list`: without `all` or `any`, and the `not` in front. */
function conditionAbove(list: Path): Path {
  const above = list.slice(0, -1);
  while (above.at(-1) === 'not') above.pop();
  return above;
}

/** Puts a condition into a group of its own, to which others can be added. */
export function wrap(text: string, path: Path, mode: 'all' | 'any'): string {
  return edit(text, (doc) => {
    const inner = nodeAt(doc, path);
    if (inner === null) return;
    doc.setIn(path, doc.createNode({ [mode]: [] }));
    doc.addIn([...path, mode], inner);
  });
}
