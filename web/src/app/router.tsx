import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import type { JSX } from 'react';
import { sessionQuery } from '../features/session/sessionQuery';
import { NotFoundPage } from './NotFoundPage';
import { RouteError } from './RouteError';
import { Shell } from './Shell';

interface RouterContext {
  queryClient: QueryClient;
}

function textOf(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function keep<K extends string>(search: Record<string, unknown>, keys: K[]): Partial<Record<K, string>> {
  const kept: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = textOf(search, key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: (): JSX.Element => <Outlet />,
  notFoundComponent: NotFoundPage,
  errorComponent: RouteError,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['from', 'setup']),
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.query({ ...sessionQuery, staleTime: 'static' });
    if (session !== null) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('../features/session/SignInPage'), 'SignInPage'),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['token']),
  component: lazyRouteComponent(() => import('../features/join/JoinPage'), 'JoinPage'),
});

/** Every page for members: without a session it leads to sign-in and back. */
const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_member',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.query({ ...sessionQuery, staleTime: 'static' });
    if (session === null) {
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { from: location.href } });
    }
    return { session };
  },
  component: Shell,
});

const homeRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/HomePage'), 'HomePage'),
});

const audiencesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/audiences',
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
  validateSearch: (search: Record<string, unknown>) => keep(search, ['upload', 'by', 'job']),
  component: lazyRouteComponent(() => import('../features/data/DataPage'), 'DataPage'),
});

const activityRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/activity',
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
  validateSearch: (search: Record<string, unknown>) => keep(search, ['source', 'rule', 'field']),
  component: lazyRouteComponent(() => import('../features/quarantine/QuarantinePage'), 'QuarantinePage'),
});

const pilotsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/pilots',
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
  component: lazyRouteComponent(() => import('../features/record/RecordPage'), 'RecordPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/team',
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
