import { Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { AddressLink } from '../../components/AddressLink';
import { isOver, percentOf } from '../../lib/job';
import { home } from '../../messages/home';
import { openJobsQuery, type Job } from './homeQuery';

const words = home.jobs;

function JobLine({ job }: { job: Job }): JSX.Element {
  const { id, title, message, by } = job;
  const percent = percentOf(job);
  return (
    <li data-job={id}>
      <AddressLink href={`/activity/${id}`} fw={600}>
        {title}
      </AddressLink>
      <Text size="sm" c="dimmed">
        {words.by(by)}
        {message !== '' && ` · ${message}`}
      </Text>
      {percent !== null && <Progress value={percent} size="sm" mt={4} aria-label={words.progress(title)} />}
    </li>
  );
}

/** Work that takes time and has not ended; nothing while there is none. */
export function OpenJobs(): JSX.Element | null {
  const jobs = useQuery(openJobsQuery);
  const open = (jobs.data?.items ?? []).filter(({ state }) => !isOver(state));
  if (open.length === 0) return null;
  return (
    <Stack component="ul" gap="sm" m={0} mb="lg" p={0} style={{ listStyle: 'none' }}>
      {open.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </Stack>
  );
}
