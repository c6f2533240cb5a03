import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import type { JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { home as words } from '../../messages/home';
import { ChangedPanel } from './ChangedPanel';
import { DemoCard } from './DemoCard';
import { FirstHourPanel } from './FirstHourPanel';
import { isNew } from './firstHour';
import { homeQuery, type Home } from './homeQuery';
import { parted, sectionsOf, type Section } from './order';
import { PilotsPanel } from './PilotsPanel';
import { ProgrammePanel } from './ProgrammePanel';
import { WaitingPanel } from './WaitingPanel';

function SectionOf({ section, home }: { section: Section; home: Home }): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  switch (section) {
    case 'waiting':
      return <WaitingPanel {...parted(home.waiting, session.member.role)} />;
    case 'pilots':
      return <PilotsPanel pilots={home.pilots} broken={home.broken} />;
    case 'programme':
      return <ProgrammePanel />;
    case 'changed':
      return <ChangedPanel changed={home.changed} />;
  }
}

function Body(): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  const home = useQuery(homeQuery);
  switch (home.status) {
    case 'pending':
      return (
        <Stack role="status" aria-label={words.loading} gap="lg">
          <Skeleton h={160} radius="lg" />
          <Skeleton h={240} radius="lg" />
        </Stack>
      );
    case 'error':
      return <ProblemNote problem={home.error} onRetry={() => void home.refetch()} />;
    case 'success': {
      const { first_hour } = home.data;
      // Who begins is led; who works sees the guide last, while there is something left of it.
      const isFirst = !first_hour.is_released;
      const guide = isNew(first_hour) ? <FirstHourPanel state={first_hour} /> : null;
      return (
        <Stack gap="lg">
          {isFirst && guide}
          {!first_hour.has_data && !session.workspace.is_simulated && <DemoCard />}
          {sectionsOf(session.member.role).map((section) => (
            <SectionOf key={section} section={section} home={home.data} />
          ))}
          {!isFirst && guide}
        </Stack>
      );
    }
  }
}

/** What waits, what runs, what changed, and the programme's number, in the order of the member's role. */
export function HomePage(): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  return (
    <>
      <PageHeader title={words.title} lede={session.workspace.name} />
      <Body />
    </>
  );
}
