import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../lib/count';
import { definitionQuery } from '../../lib/definitionQuery';
import { definitionsQuery } from '../../lib/definitionsQuery';
import type { Known, KnownOption } from '../../lib/knownPlaces';
import {
  eventsQuery,
  sourcesQuery,
  traitsQuery,
  valuesQuery,
  type ValuesOf,
} from '../../lib/vocabularyQuery';
import { nameAsWords } from '../../lib/words';
import { countryNames, currencyNames, zoneNames } from '../../lib/worldNames';
import { readYaml, valueAt } from '../../lib/yamlEdit';
import { components } from '../../messages/components';

const messages = components.known;

export interface KnownOptions {
  options: KnownOption[];
  /** Whether it is asked for still: nothing is missing before that is over. */
  isPending: boolean;
}

const HOLDOUTS = { kind: 'holdouts', name: 'holdouts' };

/** The programmes that the text of the holdouts names. */
function programmesOf(text: string): KnownOption[] {
  const read = readYaml(text);
  const found = read.isReadable ? valueAt(read.value, ['programmes']) : undefined;
  return (Array.isArray(found) ? found : []).flatMap((item) => {
    const name = valueAt(item, ['name']);
    return typeof name === 'string' ? [{ value: name, label: nameAsWords(name), note: '' }] : [];
  });
}

function valuesOf(known: Known): ValuesOf | null {
  if (known.from === 'values' && known.trait !== '') return { trait: known.trait };
  if (known.from === 'items' && known.event !== '') return { event: known.event, property: 'item' };
  return null;
}

/** What can be named at a place now: of the workspace, of its data, of the same text or of the world. */
export function useKnown(known: Known, sought: string): KnownOptions {
  const { from } = known;
  const definitions = useQuery({
    ...definitionsQuery,
    enabled: from === 'definitions' || from === 'prompts' || from === 'programmes',
  });
  const hasHoldouts = definitions.data?.items.some(({ kind }) => kind === HOLDOUTS.kind) ?? false;
  const holdouts = useQuery({ ...definitionQuery(HOLDOUTS), enabled: from === 'programmes' && hasHoldouts });
  const events = useQuery({ ...eventsQuery, enabled: from === 'events' });
  const traits = useQuery({ ...traitsQuery, enabled: from === 'traits' });
  const sources = useQuery({ ...sourcesQuery, enabled: from === 'sources' });
  const of = valuesOf(known);
  const values = useQuery({ ...valuesQuery(of ?? { trait: '' }, sought), enabled: of !== null });
  const ofKind = (kind: string): KnownOption[] =>
    (definitions.data?.items ?? [])
      .filter((found) => found.kind === kind)
      .map(({ name, title, state }) => ({
        value: name,
        label: kind === 'prompt' ? name : nameAsWords(name),
        note: state === 'draft' ? messages.draftOnly : title,
      }));
  switch (known.from) {
    case 'definitions':
      return { options: ofKind(known.kind), isPending: definitions.isPending };
    case 'prompts':
      return { options: ofKind('prompt'), isPending: definitions.isPending };
    case 'programmes': {
      const shown = holdouts.data;
      const text = shown?.applied?.text ?? shown?.draft?.text ?? '';
      const isPending = definitions.isPending || (hasHoldouts && holdouts.isPending);
      return { options: programmesOf(text), isPending };
    }
    case 'events':
      return {
        options: (events.data?.items ?? []).map(({ name, n }) => ({
          value: name,
          label: name,
          note: messages.times(n),
        })),
        isPending: events.isPending,
      };
    case 'traits':
      return {
        options: (traits.data?.items ?? []).map(({ name, words, n_known }) => ({
          value: name,
          label: nameAsWords(words),
          note: messages.known(n_known),
        })),
        isPending: traits.isPending,
      };
    case 'sources':
      return {
        options: (sources.data?.items ?? []).map(({ name, n_people }) => ({
          value: name,
          label: nameAsWords(name),
          note: messages.people(n_people),
        })),
        isPending: sources.isPending,
      };
    case 'values':
    case 'items':
      return {
        options: (values.data?.items ?? []).map(({ value, n }) => ({
          value,
          label: value,
          note: formatCount(n),
        })),
        isPending: values.isPending,
      };
    case 'currencies':
      return { options: currencyNames(), isPending: false };
    case 'zones':
      return { options: zoneNames(), isPending: false };
    case 'countries':
      return { options: countryNames(), isPending: false };
    case 'text':
      return { options: known.options, isPending: false };
    case 'moment':
    case 'day':
      return { options: [], isPending: false };
  }
}
