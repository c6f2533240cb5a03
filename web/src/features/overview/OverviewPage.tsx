import { Grid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { Loop } from './Loop';
import { overviewQuery } from './overviewQuery';
import { PilotPanel } from './PilotPanel';

function OverviewSkeleton(): JSX.Element {
  return (
    <Stack role="status" aria-label="Loading overview" gap="lg">
      <Skeleton h={320} radius="lg" />
      <Grid>
        {Array.from({ length: 8 }, (_, i) => (
          <Grid.Col key={i} span={{ base: 12, xs: 6, md: 3 }}>
            <Skeleton h={150} radius="lg" />
          </Grid.Col>
        ))}
      </Grid>
    </Stack>
  );
}

function OverviewBody(): JSX.Element {
  const overview = useQuery(overviewQuery);
  switch (overview.status) {
    case 'pending':
      return <OverviewSkeleton />;
    case 'error':
      return <ProblemNote problem={overview.error} onRetry={() => void overview.refetch()} />;
    case 'success':
      return (
        <Stack gap="lg">
          <PilotPanel pilot={overview.data.pilot ?? null} />
          <Loop steps={overview.data.steps} />
        </Stack>
      );
  }
}

/** Where the brand stands: what the pilot brought, and how it came to that. */
export function OverviewPage(): JSX.Element {
  return (
    <>
      <PageHeader title="Overview" lede="What the pilot brought, and the eight steps that led there." />
      <OverviewBody />
    </>
  );
}
