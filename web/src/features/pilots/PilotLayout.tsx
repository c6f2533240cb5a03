import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { PilotStateBadge } from '../../components/PilotStateBadge';
import { ProblemNote } from '../../components/ProblemNote';
import styles from '../../components/tabs.module.css';
import { pilots as messages } from '../../messages/pilots';
import { PilotProblems } from './PilotProblems';
import { pilotQuery } from './pilotQuery';

const tabs = [
  { to: '/pilots/$pilotId', label: messages.pilotLayout.result, isExact: true },
  { to: '/pilots/$pilotId/plan', label: messages.pilotLayout.plan, isExact: false },
  { to: '/pilots/$pilotId/work', label: messages.pilotLayout.steps, isExact: false },
  { to: '/pilots/$pilotId/rehearsal', label: messages.pilotLayout.rehearsal, isExact: false },
  { to: '/pilots/$pilotId/messages', label: messages.pilotLayout.messages, isExact: false },
  { to: '/pilots/$pilotId/inbox', label: messages.pilotLayout.inbox, isExact: false },
] as const;

function PilotNavigation({ pilotId }: { pilotId: string }): JSX.Element {
  return (
    <nav aria-label={messages.pilotLayout.pilot} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          params={{ pilotId }}
          className={styles.tab}
          activeOptions={{ exact: tab.isExact, includeSearch: false }}
          activeProps={{ 'aria-current': 'page', className: styles.active ?? '' }}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

/** The frame of a pilot's pages. */
export function PilotLayout(): JSX.Element {
  const { pilotId } = useParams({ from: '/_member/pilots/$pilotId' });
  const pilot = useQuery(pilotQuery(pilotId));
  switch (pilot.status) {
    case 'pending':
      return (
        <Stack role="status" aria-label={messages.pilotLayout.loadingPilot}>
          <Skeleton h={36} w="60%" />
          <Skeleton h={320} radius="lg" />
          <Skeleton h={280} radius="lg" />
        </Stack>
      );
    case 'error':
      return (
        <>
          <title>{messages.pilotLayout.pilotTruelift}</title>
          <ProblemNote problem={pilot.error} onRetry={() => void pilot.refetch()} />
        </>
      );
    case 'success':
      return (
        <>
          <PageHeader
            title={pilot.data.name}
            lede={pilot.data.goal}
            aside={<PilotStateBadge state={pilot.data.state} />}
          />
          <PilotNavigation pilotId={pilotId} />
          <PilotProblems problems={pilot.data.problems} />
          <Outlet />
        </>
      );
  }
}
