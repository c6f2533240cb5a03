import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import { jobStateWords, type JobState } from '../lib/job';

function colorOf(state: JobState): string {
  switch (state) {
    case 'queued':
    case 'cancelled':
      return 'gray';
    case 'running':
    case 'done':
      return 'spruce';
    case 'cancelling':
    case 'interrupted':
      return 'amber';
    case 'failed':
      return 'brick';
  }
}

/** How it stands with a job. */
export function JobStateBadge({ state }: { state: JobState }): JSX.Element {
  return (
    <Badge variant={state === 'done' ? 'outline' : 'light'} color={colorOf(state)} data-state={state}>
      {jobStateWords(state)}
    </Badge>
  );
}
