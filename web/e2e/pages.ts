/** A page of the app on the demo's data. */
export interface Shown {
  /** The address. */
  path: string;
  /** The route that it shows, as the router has it; the same as the address where that has no parameters. */
  route?: string;
}

/** Every page by the name of its picture, on the demo's data. */
// tidy: list
export const PAGES: Record<string, Shown> = {
  'sign-in': { path: '/sign-in' },
  home: { path: '/' },
  data: { path: '/data' },
  quarantine: { path: '/quarantine' },
  people: { path: '/people' },
  'review-unsure': { path: '/people/review' },
  'review-sample': { path: '/people/review?show=sample', route: '/people/review' },
  audiences: { path: '/audiences' },
  audience: { path: '/audiences/lapsed-buyers', route: '/audiences/$name' },
  'audience-new': { path: '/audiences/new?template=lapsed-buyers', route: '/audiences/$name' },
  pilots: { path: '/pilots' },
  result: { path: '/pilots/ai-win-back', route: '/pilots/$pilotId' },
  plan: { path: '/pilots/ai-win-back/plan', route: '/plan' },
  messages: { path: '/pilots/ai-win-back/messages', route: '/messages' },
  inbox: { path: '/pilots/ai-win-back/inbox', route: '/inbox' },
  steps: { path: '/pilots/ai-win-back/work?step=release', route: '/work' },
  programme: { path: '/programme' },
  definitions: { path: '/definitions' },
  definition: { path: '/definitions/pilot/ai-win-back', route: '/definitions/$kind/$name' },
  'definition-history': {
    path: '/definitions/audience/lapsed-buyers?tab=history',
    route: '/definitions/$kind/$name',
  },
  keys: { path: '/keys' },
  record: { path: '/record' },
  team: { path: '/team' },
  account: { path: '/account' },
  missing: { path: '/nowhere' },
};

/** Pictures of what only a shop of one's own shows; the first hour takes them, each with the route that it shows. */
export const OF_FIRST_HOUR: Record<string, string> = {
  'first-hour-home': '/',
  'first-hour-file': '/data',
  'first-hour-import': '/activity/$jobId',
  'first-hour-mend': '/quarantine',
  'first-hour-person': '/people/$personId',
  'first-hour-settings': '/settings',
  'first-hour-lines': '/work',
  'first-hour-rehearsal': '/rehearsal',
  'first-hour-invite': '/team',
  'first-hour-join': '/join',
  'first-hour-review': '/work',
  'first-hour-release': '/work',
  'first-hour-gate': '/work',
  'first-hour-activity': '/activity',
  'first-hour-result': '/pilots/$pilotId',
};

/** Pictures of what only another journey comes to see, each with the route that it shows. */
export const OF_OTHER_JOURNEYS: Record<string, string> = {
  workspaces: '/',
  'workspaces-tab': '/definitions',
  'unread-texts': '/data',
};

/** Those that are kept as a phone shows them, too. */
export const ON_A_PHONE = ['home', 'people', 'steps', 'result'];
