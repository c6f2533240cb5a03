import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { joinRoute, keep, memberRoute, rootRoute, signInRoute } from './roots';

const homeRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/HomePage'), 'HomePage'),
});

const audiencesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/audiences',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['q', 'use', 'sort']),
  component: lazyRouteComponent(() => import('../features/audiences/AudiencesPage'), 'AudiencesPage'),
});

const audienceRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/audiences/$name',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['template']),
  component: lazyRouteComponent(() => import('../features/audiences/BuilderPage'), 'BuilderPage'),
});

const peopleRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/people',
  validateSearch: (search: Record<string, unknown>) =>
    keep(search, ['q', 'audience', 'source', 'consent', 'sort', 'columns']),
  component: lazyRouteComponent(() => import('../features/people/PeoplePage'), 'PeoplePage'),
});

const reviewRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/people/review',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['show']),
  component: lazyRouteComponent(() => import('../features/pairs/ReviewPage'), 'ReviewPage'),
});

const personRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/people/$personId',
  component: lazyRouteComponent(() => import('../features/people/PersonPage'), 'PersonPage'),
});

const dataRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/data',
  validateSearch: (search: Record<string, unknown>) =>
    keep(search, ['upload', 'by', 'job', 'q', 'state', 'sort']),
  component: lazyRouteComponent(() => import('../features/data/DataPage'), 'DataPage'),
});

const activityRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/activity',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['q', 'kind', 'state', 'who', 'sort']),
  component: lazyRouteComponent(() => import('../features/activity/ActivityPage'), 'ActivityPage'),
});

const jobRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/activity/$jobId',
  component: lazyRouteComponent(() => import('../features/activity/JobPage'), 'JobPage'),
});

const quarantineRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/quarantine',
  validateSearch: (search: Record<string, unknown>) =>
    keep(search, ['source', 'rule', 'field', 'of', 'q', 'sort']),
  component: lazyRouteComponent(() => import('../features/quarantine/QuarantinePage'), 'QuarantinePage'),
});

const pilotsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/pilots',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['q', 'state', 'sort']),
  component: lazyRouteComponent(() => import('../features/pilots/PilotsPage'), 'PilotsPage'),
});

const programmeRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/programme',
  component: lazyRouteComponent(() => import('../features/programme/ProgrammePage'), 'ProgrammePage'),
});

const recordRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/record',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['q', 'who', 'about']),
  component: lazyRouteComponent(() => import('../features/record/RecordPage'), 'RecordPage'),
});

const definitionsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/definitions',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['new', 'q', 'kind', 'state', 'sort']),
  component: lazyRouteComponent(() => import('../features/definitions/DefinitionsPage'), 'DefinitionsPage'),
});

const definitionRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/definitions/$kind/$name',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['tab']),
  component: lazyRouteComponent(() => import('../features/definitions/DefinitionPage'), 'DefinitionPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['tab']),
  component: lazyRouteComponent(() => import('../features/definitions/SettingsPage'), 'SettingsPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/keys',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['ask']),
  component: lazyRouteComponent(() => import('../features/keys/KeysPage'), 'KeysPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/team',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['ask']),
  component: lazyRouteComponent(() => import('../features/team/TeamPage'), 'TeamPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/AccountPage'), 'AccountPage'),
});

const pilotRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/pilots/$pilotId',
  component: lazyRouteComponent(() => import('../features/pilots/PilotLayout'), 'PilotLayout'),
});

const pilotResultRoute = createRoute({
  getParentRoute: () => pilotRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/pilots/ResultTab'), 'ResultTab'),
});

const pilotPlanRoute = createRoute({
  getParentRoute: () => pilotRoute,
  path: '/plan',
  component: lazyRouteComponent(() => import('../features/pilots/PlanTab'), 'PlanTab'),
});

const pilotMessagesRoute = createRoute({
  getParentRoute: () => pilotRoute,
  path: '/messages',
  component: lazyRouteComponent(() => import('../features/pilots/MessagesTab'), 'MessagesTab'),
});

const pilotWorkRoute = createRoute({
  getParentRoute: () => pilotRoute,
  path: '/work',
  validateSearch: (search: Record<string, unknown>) =>
    keep(search, ['step', 'ask', 'q', 'by', 'marked', 'sort']),
  component: lazyRouteComponent(() => import('../features/pilots/WorkTab'), 'WorkTab'),
});

const pilotRehearsalRoute = createRoute({
  getParentRoute: () => pilotRoute,
  path: '/rehearsal',
  component: lazyRouteComponent(() => import('../features/pilots/RehearsalTab'), 'RehearsalTab'),
});

const pilotInboxRoute = createRoute({
  getParentRoute: () => pilotRoute,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['arm']),
  component: lazyRouteComponent(() => import('../features/pilots/InboxTab'), 'InboxTab'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  joinRoute,
  memberRoute.addChildren([
    homeRoute,
    audiencesRoute,
    audienceRoute,
    peopleRoute,
    reviewRoute,
    personRoute,
    dataRoute,
    activityRoute,
    jobRoute,
    quarantineRoute,
    pilotsRoute,
    programmeRoute,
    definitionsRoute,
    definitionRoute,
    settingsRoute,
    keysRoute,
    recordRoute,
    teamRoute,
    accountRoute,
    pilotRoute.addChildren([
      pilotResultRoute,
      pilotPlanRoute,
      pilotWorkRoute,
      pilotRehearsalRoute,
      pilotMessagesRoute,
      pilotInboxRoute,
    ]),
  ]),
]);

/** The pages and their addresses; tests pass a history in memory. */
// The router's type is made of all its routes and cannot be written down.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
