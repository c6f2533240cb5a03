import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { JobProgress } from '../../components/JobProgress';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { isOver } from '../../lib/job';
import { useUnify } from '../../lib/jobActs';
import { openJobsQuery } from '../../lib/jobQuery';
import { useJob } from '../../lib/useJob';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';

function Run({ jobId }: { jobId: number }): JSX.Element | null {
  const job = useJob(jobId).data;
  if (job === undefined) return null;
  if (!isOver(job.state)) return <JobProgress job={job} />;
  return (
    <Stack gap="xs" role="status" data-unified={job.state}>
      <Text size="sm" fw={600}>
        {asSentence(job.message)}
      </Text>
      {job.problem !== null && <Text size="sm">{asSentence(job.problem)}</Text>}
      {job.state === 'done' && (
        <Group gap="md">
          <TextLink to="/people">{messages.unifyPanel.seeThePeople}</TextLink>
          <TextLink to="/people/review">{messages.unifyPanel.answerWhatIsNotSure}</TextLink>
        </Group>
      )}
    </Stack>
  );
}

/** Making people of the records: the step after an import. */
export function UnifyPanel(): JSX.Element {
  const [startedId, setStartedId] = useState<number | null>(null);
  const open = useQuery(openJobsQuery).data?.items ?? [];
  const unifying = useUnify((job) => setStartedId(job.id));
  const { isAllowed, whyNot } = useMay('mend_data');
  const running = open.find((job) => job.kind === 'unify');
  const jobId = startedId ?? running?.id ?? null;
  return (
    <Panel
      title={messages.unifyPanel.makePeopleOfIt}
      hint={messages.unifyPanel.makePeopleOfItHint}
      aside={
        <Button
          variant={jobId === null ? 'filled' : 'default'}
          leftSection={<IconUsers size={16} aria-hidden />}
          disabled={!isAllowed || running !== undefined}
          loading={unifying.isPending}
          onClick={() => unifying.mutate()}
        >
          {messages.unifyPanel.unifyPeople}
        </Button>
      }
    >
      <Stack gap="sm">
        {unifying.error !== null && <ProblemNote problem={unifying.error} />}
        {!isAllowed && whyNot !== null && <Text size="sm">{asSentence(whyNot)}</Text>}
        {jobId === null ? (
          <Text size="sm" c="dimmed">
            {messages.unifyPanel.comparesEverybodyWithEverybodyWho}
          </Text>
        ) : (
          <Run key={jobId} jobId={jobId} />
        )}
      </Stack>
    </Panel>
  );
}
