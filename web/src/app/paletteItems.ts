import type { Schemas } from '../api/client';
import type { Act } from '../lib/useMay';
import { nameAsWords } from '../lib/words';
import { app as messages } from '../messages/app';
import { PLACES } from './places';

/** Something the palette leads to. */
export interface Item {
  kind: string;
  label: string;
  detail: string;
  /** Where it leads; empty for what is done at once. */
  href: string;
  does?: Deed;
}

/** What is done where one is. */
export type Deed = 'dark' | 'light' | 'auto' | 'keys' | 'leave' | { goTo: string };

interface Todo {
  label: string;
  words: string;
  href: string;
  /** Who may do it; everybody where nothing is said. */
  act?: Act;
  does?: Deed;
}

const words = messages.paletteItems;

const TODOS: Todo[] = [
  { label: words.importAFile, words: words.importAFileSought, href: '/data', act: 'mend_data' },
  { label: words.unifyPeople, words: words.unifyPeopleSought, href: '/data', act: 'mend_data' },
  { label: words.takePeople, words: words.takePeopleSought, href: '/people', act: 'take_people' },
  { label: words.spotCheck, words: words.spotCheckSought, href: '/people/review?show=sample' },
  { label: words.rulings, words: words.rulingsSought, href: '/people/review?show=rulings' },
  { label: words.newPilot, words: words.newPilotSought, href: '/definitions?new=pilot', act: 'make' },
  { label: words.newVoice, words: words.newVoiceSought, href: '/definitions?new=voice', act: 'make' },
  { label: words.newFacts, words: words.newFactsSought, href: '/definitions?new=facts', act: 'make' },
  { label: words.newPrompt, words: words.newPromptSought, href: '/definitions?new=prompt', act: 'make' },
  {
    label: words.newHoldouts,
    words: words.newHoldoutsSought,
    href: '/definitions?new=holdouts',
    act: 'make',
  },
  {
    label: words.rankSources,
    words: words.rankSourcesSought,
    href: '/definitions?new=survivorship',
    act: 'make',
  },
  {
    label: words.inviteAMember,
    words: words.inviteAMemberSought,
    href: '/team?ask=invite',
    act: 'keep_members',
  },
  { label: words.makeAKey, words: words.makeAKeySought, href: '/keys?ask=new', act: 'keep_keys' },
  { label: words.dark, words: words.appearanceSought, href: '', does: 'dark' },
  { label: words.light, words: words.appearanceSought, href: '', does: 'light' },
  { label: words.system, words: words.appearanceSought, href: '', does: 'auto' },
  { label: words.password, words: words.passwordSought, href: '/account' },
  { label: words.leave, words: words.leaveSought, href: '', does: 'leave' },
  { label: words.keys, words: words.keysSought, href: '', does: 'keys' },
];

export interface Named {
  pilots: Schemas['PilotSummary'][];
  definitions: Schemas['DefinitionSummary'][];
  /** Views of lists that the member keeps. */
  views?: Schemas['SavedView'][];
}

function matches(text: string, sought: string[]): boolean {
  const low = text.toLowerCase();
  return sought.every((word) => low.includes(word));
}

/** Where a definition has a page of its own. */
function placeOf({ kind, name }: Schemas['DefinitionSummary']): string {
  return kind === 'audience' ? `/audiences/${name}` : `/definitions/${kind}/${name}`;
}

/** Where the views of a list are opened; one of something within a pilot has no place of its own. */
const LISTS: Record<string, string> = {
  people: '/people',
  sources: '/data',
  quarantine: '/quarantine',
  activity: '/activity',
  audiences: '/audiences',
  pilots: '/pilots',
  definitions: '/definitions',
  record: '/record',
};

function viewsOf(views: Schemas['SavedView'][], sought: string[]): Item[] {
  return views.flatMap(({ page, name, search }) => {
    const path = LISTS[page];
    const list = PLACES.find(({ href }) => href === path)?.label ?? '';
    if (path === undefined || !matches(words.viewSought(name, list), sought)) return [];
    return [{ kind: words.view, label: name, detail: list, href: `${path}?${search}` }];
  });
}

const N_EACH = 6;

/** Parts of pilots, where more is sought than the pilot: `win back steps`. */
function tabsOf(pilots: Named['pilots'], sought: string[]): Item[] {
  return pilots.flatMap(({ id, name }) =>
    words.tabs
      .filter(({ label, words: more }) => {
        const own = words.pilotSought(id, name);
        const isOwn = (word: string): boolean => matches(own, [word]);
        return !sought.every(isOwn) && sought.some(isOwn) && matches(`${own} ${label} ${more}`, sought);
      })
      .map(({ path, label }) => ({
        kind: words.pilot,
        label: words.tabOf(name, label),
        detail: '',
        href: path.startsWith('/definitions') ? `${path}/${id}` : `/pilots/${id}${path}`,
      })),
  );
}

/** Other workspaces, when one is looked for: without a word the list is of this one. */
function workspacesOf(workspaces: Schemas['OwnWorkspace'][], sought: string[]): Item[] {
  if (sought.length === 0) return [];
  return workspaces
    .filter(({ id, name }) => matches(words.workspaceSought(id, name), sought))
    .map(({ id, name }) => ({
      kind: words.workspace,
      label: name,
      detail: id,
      href: '',
      does: { goTo: id },
    }));
}

export interface Sought {
  query: string;
  named: Named | undefined;
  people: Schemas['PersonRow'][];
  /** The member's other workspaces. */
  workspaces?: Schemas['OwnWorkspace'][];
  /** Whether the member may do something. */
  may: (act: Act) => boolean;
}

/** What fits a query: pages, what can be done, pilots and their parts, audiences and other definitions, then people. */
export function itemsFor({ query, named, people, workspaces = [], may }: Sought): Item[] {
  const sought = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const pages = PLACES.filter(({ label, words: more }) => matches(`${label} ${more}`, sought));
  const todos = TODOS.filter(
    ({ label, words: more, act }) => (act === undefined || may(act)) && matches(`${label} ${more}`, sought),
  );
  const all = named?.pilots ?? [];
  const pilots = all.filter(({ id, name }) => matches(words.pilotSought(id, name), sought));
  const definitions = (named?.definitions ?? []).filter(
    ({ kind, name }) => kind !== 'pilot' && matches(`${kind} ${name} ${nameAsWords(name)}`, sought),
  );
  const found: Item[] = [
    ...pages.map(({ label, href }) => ({ kind: words.page, label, detail: '', href })),
    ...todos.map(({ label, href, does }) => ({
      kind: words.todo,
      label,
      detail: '',
      href,
      ...(does === undefined ? {} : { does }),
    })),
    ...pilots.slice(0, N_EACH).map(({ id, name }) => ({
      kind: words.pilot,
      label: name,
      detail: '',
      href: `/pilots/${id}`,
    })),
    ...tabsOf(all, sought).slice(0, N_EACH),
    ...viewsOf(named?.views ?? [], sought).slice(0, N_EACH),
    ...workspacesOf(workspaces, sought),
    ...definitions.slice(0, 2 * N_EACH).map((definition) => ({
      kind: nameAsWords(definition.kind),
      label: nameAsWords(definition.name),
      detail: '',
      href: placeOf(definition),
    })),
    ...people.map(({ person_id, name, email }) => ({
      kind: words.person,
      label: name ?? person_id,
      detail: email ?? '',
      href: `/people/${person_id}`,
    })),
  ];
  // What is called so comes before what only has the word in it.
  const start = sought.join(' ');
  const isCalledSo = ({ label }: Item): boolean => label.toLowerCase().startsWith(start);
  return [...found.filter(isCalledSo), ...found.filter((item) => !isCalledSo(item))];
}
