import { Grid, Skeleton, Stack } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { programme as messages } from '../../messages/programme';
import { ImpactPanel } from './ImpactPanel';
import { programmeQuery } from './programmeQuery';
import { SpeedPanel } from './SpeedPanel';
import { TrialList } from './TrialList';
import { WholeEffect } from './WholeEffect';
import { WinRatePanel } from './WinRatePanel';

function Programme(): JSX.Element {
  const readout = useQuery(programmeQuery);
  switch (readout.status) {
    case 'pending':
      return (
        <Skeleton h={360} radius="lg" role="status" aria-label={messages.programmePage.loadingTheProgramme} />
      );
    case 'error':
      return <ProblemNote problem={readout.error} onRetry={() => void readout.refetch()} />;
    case 'success': {
      const { data } = readout;
      if (data.n_experiments === 0) {
        return (
          <EmptyState
            icon={<IconChartDots size={32} stroke={1.4} aria-hidden />}
            title={messages.programmePage.nothingWasReleasedYet}
            text={messages.programmePage.nothingWasReleasedYetText}
          />
        );
      }
      return (
        <Stack gap="lg">
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 6 }}>
              <WinRatePanel rate={data.win_rate} nRunning={data.n_running} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 6 }}>
              <SpeedPanel velocity={data.velocity} />
            </Grid.Col>
          </Grid>
          <WholeEffect holdouts={data.holdouts} whyUnknown={data.cumulative_withheld ?? null} />
          {data.impacts.map((impact) => (
            <ImpactPanel key={`${impact.metric} ${impact.unit}`} impact={impact} trials={data.trials} />
          ))}
          <TrialList trials={data.trials} />
        </Stack>
      );
    }
  }
}

/** What all pilots together came to. */
export function ProgrammePage(): JSX.Element {
  return (
    <>
      <PageHeader title={messages.programmePage.title} lede={messages.programmePage.lede} />
      <Programme />
    </>
  );
}
