import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { JobLog } from '../../components/JobLog';
import { JobProgress } from '../../components/JobProgress';
import { JobStateBadge } from '../../components/JobStateBadge';
import { Moment } from '../../components/Moment';
import { showProblem } from '../../components/notices';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { isOver, type Job } from '../../lib/job';
import { useJobAgain } from '../../lib/jobActs';
import { useJob } from '../../lib/useJob';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
import { ImportOutcome } from './ImportOutcome';
import { UnifyPanel } from './UnifyPanel';

function Ended({ job }: { job: Job }): JSX.Element | null {
  const again = useJobAgain();
  if (!isOver(job.state)) return null;
  if (job.state === 'done') return <ImportOutcome job={job} />;
  return (
    <Stack gap="sm">
      <Alert
        color={job.state === 'cancelled' ? 'amber' : 'brick'}
        variant="light"
        role="alert"
        title={asSentence(job.problem ?? job.message)}
      >
        {job.problem !== null && <Text size="sm">{asSentence(job.message)}</Text>}
      </Alert>
      <Group gap="md">
        {job.may_start_again && (
          <Button loading={again.isPending} onClick={() => again.mutate(job.id, { onError: showProblem })}>
            {messages.importPage.startAgain}
          </Button>
        )}
        <TextLink to="/quarantine">{messages.importPage.seeTheQuarantine}</TextLink>
      </Group>
      {job.result !== null && <ImportOutcome job={job} />}
    </Stack>
  );
}

/** An import: how far it is, then what it brought. */
export function ImportPage({ jobId }: { jobId: number }): JSX.Element {
  const job = useJob(jobId);
  switch (job.status) {
    case 'pending':
      return <Skeleton h={240} radius="lg" role="status" aria-label={messages.importPage.loadingTheImport} />;
    case 'error':
      return <ProblemNote problem={job.error} onRetry={() => void job.refetch()} />;
    case 'success': {
      const { data } = job;
      return (
        <div data-page="import">
          <PageHeader
            title={data.title}
            lede={
              <>
                {messages.importPage.startedBy(
                  data.by,
                  <Moment at={data.created_at} />,
                  !isOver(data.state) && messages.importPage.youMayCloseThisPage,
                )}
              </>
            }
            aside={<JobStateBadge state={data.state} />}
          />
          <Stack gap="lg">
            <JobProgress job={data} />
            <Ended job={data} />
            {data.state === 'done' && <UnifyPanel />}
            <Panel title={messages.importPage.log} hint={messages.importPage.logHint}>
              <JobLog lines={data.log} />
            </Panel>
            <TextLink to="/data">{messages.importPage.backToTheData}</TextLink>
          </Stack>
        </div>
      );
    }
  }
}
