import { Alert, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { ProblemNote } from '../../components/ProblemNote';
import { asSentence } from '../../lib/words';
import { ApprovalPanel } from './ApprovalPanel';
import { LinesPanel } from './LinesPanel';
import { usePilot } from './usePilot';
import { workQuery } from './workQuery';

/** What is to be done with the pilot next, step by step. */
export function WorkTab(): JSX.Element {
  const pilot = usePilot();
  const { data, error, isPending, refetch } = useQuery(workQuery(pilot.id));
  if (isPending)
    return <Skeleton h={320} radius="lg" aria-label="Loading what is to be done" role="status" />;
  if (error !== null) return <ProblemNote problem={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="lg">
      <LinesPanel pilotId={pilot.id} lines={data.lines} isReleased={data.is_released} writer={null} />
      {data.review != null && (
        <ApprovalPanel
          pilotId={pilot.id}
          review={data.review}
          arms={pilot.design.arms}
          isReleased={data.is_released}
        />
      )}
      {data.review_problem != null && (
        <Alert color="brick" title="It cannot be reviewed as it stands">
          {asSentence(data.review_problem)}
        </Alert>
      )}
    </Stack>
  );
}
