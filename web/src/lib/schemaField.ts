import type { YamlValue } from './yamlEdit';

/** What of a JSON Schema a form is made of. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: YamlValue[];
  const?: YamlValue;
  default?: YamlValue;
  format?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  /** In which order people write the keys. */
  'x-order'?: string[];
}

/** One way in which a value can be written: as a word alone, or as a key with something under it. */
export interface Variant {
  word: string;
  hint: string;
  /** What stands under the key; null for a word alone. */
  field: (() => Field) | null;
}

export interface Member {
  key: string;
  hint: string;
  isRequired: boolean;
  /** What holds where nothing is written. */
  fallback: YamlValue | undefined;
  field: () => Field;
}

/** How a value is asked for. What a form has no words for is `any`: it is written in the text beside it. */
export type Field =
  | { kind: 'text' }
  | { kind: 'number'; isWhole: boolean; minimum: number | undefined; maximum: number | undefined }
  | { kind: 'flag' }
  | { kind: 'choice'; options: { word: string; hint: string }[] }
  | { kind: 'group'; members: Member[] }
  | { kind: 'list'; of: () => Field }
  | { kind: 'map'; of: () => Field }
  | { kind: 'variant'; variants: Variant[] }
  | { kind: 'any' };

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  if (found === undefined) return schema;
  const own: JsonSchema = { ...schema };
  delete own.$ref;
  const target = resolved(found, root);
  // What stands beside a reference narrows single keys of it.
  const properties =
    own.properties === undefined ? {} : { properties: { ...target.properties, ...own.properties } };
  return { ...target, ...own, ...properties };
}

const isNull = (schema: JsonSchema): boolean => schema.type === 'null';

/** The schema without the `null` that only says that it may be left out. */
function present(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const plain = resolved(schema, root);
  const ways = plain.anyOf ?? (plain.allOf?.length === 1 ? plain.allOf : undefined);
  const others = ways?.filter((way) => !isNull(way));
  if (others?.length === 1 && others[0] !== undefined) {
    const own: JsonSchema = { ...plain };
    delete own.anyOf;
    delete own.allOf;
    return { ...present(others[0], root), ...own };
  }
  if (Array.isArray(plain.type)) {
    const kinds = plain.type.filter((kind) => kind !== 'null');
    return kinds.length === 1 && kinds[0] !== undefined ? { ...plain, type: kinds[0] } : plain;
  }
  return plain;
}

const wordOf = (value: YamlValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is said of a schema, with what it names in quotes. */
const hintOf = (schema: JsonSchema): string => (schema.description ?? '').replace(/`([^`]+)`/g, '“$1”');

/** The words of an enumeration, when the schema is one. */
function words(schema: JsonSchema): { word: string; hint: string }[] | null {
  const listed = schema.enum?.filter((value) => value !== null);
  if (listed !== undefined) return listed.map((value) => ({ word: wordOf(value), hint: '' }));
  const ways = schema.oneOf ?? schema.anyOf;
  if (ways === undefined || ways.length === 0) return null;
  const options = ways.flatMap((way) => {
    if (way.const !== undefined) return [{ word: wordOf(way.const), hint: hintOf(way) }];
    return (way.enum ?? []).map((value) => ({ word: wordOf(value), hint: hintOf(way) }));
  });
  return ways.every((way) => way.const !== undefined || way.enum !== undefined) ? options : null;
}

/** The words that a text may hold beside any other: those that are known are offered. */
function offered(schema: JsonSchema): { word: string; hint: string }[] | null {
  const listed = schema.anyOf?.filter((way) => way.enum !== undefined) ?? [];
  return schema.type === 'string' && listed.length > 0 ? listed.flatMap((way) => words(way) ?? []) : null;
}

/** The ways of a value that is a word, or one key with something under it. */
function variants(schema: JsonSchema, root: JsonSchema): Variant[] | null {
  const found: Variant[] = [];
  for (const way of schema.oneOf ?? schema.anyOf ?? []) {
    const alone = words({ oneOf: [way] });
    const keys = Object.keys(way.properties ?? {});
    const [key] = keys;
    const under = key === undefined ? undefined : way.properties?.[key];
    if (alone !== null) found.push(...alone.map(({ word, hint }) => ({ word, hint, field: null })));
    else if (
      keys.length === 1 &&
      key !== undefined &&
      under !== undefined &&
      way.required?.includes(key) === true
    ) {
      found.push({ word: key, hint: hintOf(way), field: () => fieldOf(under, root) });
    } else return null;
  }
  return found.length === 0 ? null : found;
}

/** How a value of this schema is asked for. */
export function fieldOf(given: JsonSchema, root: JsonSchema): Field {
  const schema = present(given, root);
  const options = words(schema);
  if (options !== null) return { kind: 'choice', options };
  const known = offered(schema);
  if (known !== null) return { kind: 'choice', options: known };
  const ways = variants(schema, root);
  if (ways !== null) return { kind: 'variant', variants: ways };
  switch (schema.type) {
    case 'string':
      return { kind: 'text' };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        isWhole: schema.type === 'integer',
        minimum: schema.minimum,
        maximum: schema.maximum,
      };
    case 'boolean':
      return { kind: 'flag' };
    case 'array': {
      const { items } = schema;
      return items === undefined ? { kind: 'any' } : { kind: 'list', of: () => fieldOf(items, root) };
    }
    case 'object': {
      if (schema.properties !== undefined) return { kind: 'group', members: membersOf(schema, root) };
      const of = schema.additionalProperties;
      return typeof of === 'object' ? { kind: 'map', of: () => fieldOf(of, root) } : { kind: 'any' };
    }
    case undefined:
    default:
      return { kind: 'any' };
  }
}

function membersOf(schema: JsonSchema, root: JsonSchema): Member[] {
  const required = new Set(schema.required);
  const all = Object.entries(schema.properties ?? {}).map(([key, member]) => ({
    key,
    hint: hintOf(member),
    isRequired: required.has(key),
    fallback: member.default,
    field: () => fieldOf(member, root),
  }));
  const order = schema['x-order'] ?? [];
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  // As people write them; of the others first what must be there.
  return all.toSorted((a, b) => place(a.key) - place(b.key) || Number(b.isRequired) - Number(a.isRequired));
}

/** What a new value begins as: everything that must be there, empty. */
export function blankOf(field: Field, depth = 0): YamlValue {
  switch (field.kind) {
    case 'text':
    case 'any':
      return '';
    case 'number':
      return field.minimum ?? 0;
    case 'flag':
      return false;
    case 'choice':
      return field.options[0]?.word ?? '';
    case 'list':
      return [];
    case 'map':
      return {};
    case 'group': {
      const entries = field.members
        .filter((member) => member.isRequired && depth < 6)
        .map((member) => [member.key, blankOf(member.field(), depth + 1)] as const);
      return Object.fromEntries(entries);
    }
    case 'variant': {
      const first = field.variants[0];
      if (first === undefined) return '';
      return first.field === null ? first.word : { [first.word]: blankOf(first.field(), depth + 1) };
    }
  }
}
