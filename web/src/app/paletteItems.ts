import type { Schemas } from '../api/client';
import { nameAsWords } from '../lib/words';
import { app as messages } from '../messages/app';
import { PLACES } from './places';

/** Something the palette leads to. */
export interface Item {
  kind: string;
  label: string;
  detail: string;
  href: string;
}

export interface Named {
  pilots: Schemas['PilotSummary'][];
  definitions: Schemas['DefinitionSummary'][];
}

function matches(text: string, words: string[]): boolean {
  const low = text.toLowerCase();
  return words.every((word) => low.includes(word));
}

/** Where a definition has a page of its own. */
function placeOf({ kind, name }: Schemas['DefinitionSummary']): string {
  return kind === 'audience' ? `/audiences/${name}` : `/definitions/${kind}/${name}`;
}

const N_EACH = 6;

/** What fits a query: pages, pilots, audiences and other definitions, then people. */
export function itemsFor(query: string, named: Named | undefined, people: Schemas['PersonRow'][]): Item[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const pages = PLACES.filter(({ label, words: more }) => matches(`${label} ${more}`, words));
  const pilots = (named?.pilots ?? []).filter(({ id, name }) =>
    matches(messages.paletteItems.pilotSought(id, name), words),
  );
  const definitions = (named?.definitions ?? []).filter(
    ({ kind, name }) => kind !== 'pilot' && matches(`${kind} ${name} ${nameAsWords(name)}`, words),
  );
  const found = [
    ...pages.map(({ label, href }) => ({ kind: messages.paletteItems.page, label, detail: '', href })),
    ...pilots.slice(0, N_EACH).map(({ id, name }) => ({
      kind: messages.paletteItems.pilot,
      label: name,
      detail: '',
      href: `/pilots/${id}`,
    })),
    ...definitions.slice(0, 2 * N_EACH).map((definition) => ({
      kind: nameAsWords(definition.kind),
      label: nameAsWords(definition.name),
      detail: '',
      href: placeOf(definition),
    })),
    ...people.map(({ person_id, name, email }) => ({
      kind: messages.paletteItems.person,
      label: name ?? person_id,
      detail: email ?? '',
      href: `/people/${person_id}`,
    })),
  ];
  // What is called so comes before what only has the word in it.
  const start = words.join(' ');
  const isCalledSo = ({ label }: Item): boolean => label.toLowerCase().startsWith(start);
  return [...found.filter(isCalledSo), ...found.filter((item) => !isCalledSo(item))];
}
