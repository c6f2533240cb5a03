import { nameAsWords } from './words';
import { valueAt, type YamlPath, type YamlValue } from './yamlEdit';

/** One thing that can be named: how a text writes it, how a reader calls it, and what tells it from the others. */
export interface KnownOption {
  value: string;
  label: string;
  note: string;
}

/** Where what can be named at a place of a text is known from. */
export type Known =
  | { from: 'definitions'; kind: 'audience' | 'voice' | 'facts' }
  | { from: 'prompts' }
  | { from: 'programmes' }
  | { from: 'events' }
  | { from: 'traits' }
  | { from: 'sources' }
  | { from: 'values'; trait: string }
  | { from: 'items'; event: string }
  | { from: 'currencies' }
  | { from: 'zones' }
  | { from: 'countries' }
  | { from: 'moment' }
  | { from: 'day' }
  | { from: 'text'; options: KnownOption[] };

/** A place of a text, with its items as `*`. */
function patternOf(path: YamlPath): string {
  return path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');
}

function textAt(value: YamlValue, path: YamlPath): string {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : '';
}

/** What a list of the same text defines by name, as a pilot its metrics and its groups. */
function namedIn(value: YamlValue, path: YamlPath, titled: string): KnownOption[] {
  const found = valueAt(value, path);
  return (Array.isArray(found) ? found : []).flatMap((_item, at) => {
    const name = textAt(value, [...path, at, 'name']);
    const title = titled === '' ? '' : textAt(value, [...path, at, titled]);
    if (name === '') return [];
    return [{ value: name, label: title === '' ? nameAsWords(name) : title, note: title === '' ? '' : name }];
  });
}

type Place = (value: YamlValue, path: YamlPath) => Known;

const metrics: Place = (value) => ({ from: 'text', options: namedIn(value, ['metrics'], 'label') });
const arms: Place = (value) => ({ from: 'text', options: namedIn(value, ['design', 'arms'], '') });
const one =
  (known: Known): Place =>
  () =>
    known;
const traitBeside: Place = (value, path) => {
  const inCondition = path.findLastIndex((part) => part === 'trait');
  return { from: 'values', trait: textAt(value, [...path.slice(0, inCondition + 1), 'name']) };
};
const eventBeside: Place = (value, path) => {
  const inCondition = path.findLastIndex((part) => part === 'behaviour');
  return { from: 'items', event: textAt(value, [...path.slice(0, inCondition + 1), 'event']) };
};

// tidy: list

/** By kind, then by the end of the path. */
const PLACES: Record<string, Record<string, Place>> = {
  pilot: {
    'pilot.audience': one({ from: 'definitions', kind: 'audience' }),
    'pilot.voice': one({ from: 'definitions', kind: 'voice' }),
    'pilot.prompt': one({ from: 'prompts' }),
    'message.facts': one({ from: 'definitions', kind: 'facts' }),
    'send.at': one({ from: 'moment' }),
    'quiet_hours.zone': one({ from: 'zones' }),
    'metrics.*.event': one({ from: 'events' }),
    'metrics.*.per.event': one({ from: 'events' }),
    'metrics.*.currency': one({ from: 'currencies' }),
    'headline.metric': metrics,
    'headline.arm': arms,
    'headline.control': arms,
    'scale_when.*.metric': metrics,
    'scale_when.*.arm': arms,
    'scale_when.*.control': arms,
    'stop_when.*.metric': metrics,
    'stop_when.*.arm': arms,
    'stop_when.*.control': arms,
    'assignment.programme': one({ from: 'programmes' }),
    'assignment.strata': one({ from: 'traits' }),
    'ramp.*.from': one({ from: 'moment' }),
    'analysis.segment': one({ from: 'traits' }),
  },
  audience: {
    'trait.name': one({ from: 'traits' }),
    'trait.is': traitBeside,
    'trait.is_not': traitBeside,
    'trait.one_of': traitBeside,
    'behaviour.event': one({ from: 'events' }),
    'behaviour.currency': one({ from: 'currencies' }),
    'behaviour.item': eventBeside,
  },
  facts: {
    'amount.currency': one({ from: 'currencies' }),
    'date.day': one({ from: 'day' }),
  },
  workspace: {
    country: one({ from: 'countries' }),
    'quiet_hours.zone': one({ from: 'zones' }),
  },
  survivorship: {
    source_rank: one({ from: 'sources' }),
    by_trait: one({ from: 'traits' }),
  },
  source: {
    'logicalTypeOptions.defaultTimezone': one({ from: 'zones' }),
  },
};

/** Settings of a contract whose values are known. */
const SETTINGS: Record<string, Known> = {
  'truelift.country': { from: 'countries' },
  'truelift.currency': { from: 'currencies' },
  'truelift.zone': { from: 'zones' },
};

/** What can be named at a place of a definition; null where it may be any words. */
export function knownAt(kind: string, value: YamlValue, path: YamlPath): Known | null {
  if (kind === 'source' && path.at(-1) === 'value') {
    return SETTINGS[textAt(value, [...path.slice(0, -1), 'property'])] ?? null;
  }
  const pattern = patternOf(path);
  const place = Object.entries(PLACES[kind] ?? {}).find(
    ([end]) => pattern === end || pattern.endsWith(`.${end}`),
  );
  return place?.[1](value, path) ?? null;
}

/** Whether what nobody has seen yet may be meant, as an event that is still to come. */
export function isOpen(known: Known): boolean {
  return known.from === 'events' || known.from === 'values' || known.from === 'items';
}
