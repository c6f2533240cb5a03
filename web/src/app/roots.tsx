import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
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

/** Those of `keys` that an address has. */
export function keep<K extends string>(
  search: Record<string, unknown>,
  keys: K[],
): Partial<Record<K, string>> {
  const kept: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = textOf(search, key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

/** The root of every page. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: (): JSX.Element => <Outlet />,
  notFoundComponent: NotFoundPage,
  errorComponent: RouteError,
});

/** The way in. */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['from', 'setup']),
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.query({ ...sessionQuery, staleTime: 'static' });
    if (session !== null) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('../features/session/SignInPage'), 'SignInPage'),
});

/** Where a link of an invitation leads. */
export const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  validateSearch: (search: Record<string, unknown>) => keep(search, ['token']),
  component: lazyRouteComponent(() => import('../features/join/JoinPage'), 'JoinPage'),
});

/** Every page for members: without a session it leads to sign-in and back. */
export const memberRoute = createRoute({
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
