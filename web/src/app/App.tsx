import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, type RouterHistory } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { showSession } from '../api/client';
import { sessionQuery } from '../features/session/sessionQuery';
import { DefinitionEditors } from '../components/definition/DefinitionEditors';
import { definitionEditors } from './definitionEditors';
import { createQueryClient } from './queryClient';
import { createAppRouter } from './router';
import { houseVariables, theme } from './theme';

/**
 * Where nothing is laid out, every menu seems to hang on something that was scrolled away, and hides itself as soon as
 * its place is computed: sooner or later than a test looks, as busy as the machine is.
 */
const MANTINE_ENV = import.meta.env.MODE === 'test' ? 'test' : 'default';

// The two need each other: the router reads the session through the client, and the client leads to
// sign-in through the router when the session has ended.
function createApp(history?: RouterHistory): {
  queryClient: ReturnType<typeof createQueryClient>;
  router: ReturnType<typeof createAppRouter>;
} {
  const queryClient = createQueryClient(() => {
    showSession(null);
    queryClient.setQueryData(sessionQuery.queryKey, null);
    void router.invalidate();
  });
  const router = createAppRouter(queryClient, history);
  return { queryClient, router };
}

export interface AppProps {
  /** Where the page is; the browser's own when missing. */
  history?: RouterHistory;
}

/** The whole page. */
export function App({ history }: AppProps): JSX.Element {
  const [{ queryClient, router }] = useState(() => createApp(history));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={houseVariables}
      defaultColorScheme="auto"
      env={MANTINE_ENV}
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <DefinitionEditors value={definitionEditors}>
          <RouterProvider router={router} />
        </DefinitionEditors>
      </QueryClientProvider>
    </MantineProvider>
  );
}
