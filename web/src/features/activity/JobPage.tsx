import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ProblemError } from '../../api/problem';
import { JobLog } from '../../components/JobLog';
import { JobProgress } from '../../components/JobProgress';
import { JobStateBadge } from '../../components/JobStateBadge';
import { Moment } from '../../components/Moment';
import { showProblem } from '../../components/notices';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { useSwitch } from '../../components/useSwitch';
import { isOver, type Job } from '../../lib/job';
import { useJobAgain } from '../../lib/jobActs';
import { useJob } from '../../lib/useJob';
import { asSentence } from '../../lib/words';
import { activity as messages } from '../../messages/activity';

/** Leads into the simulated workspace that the job made. */
function OpenDemo({ workspace }: { workspace: string }): JSX.Element {
  const going = useSwitch();
  return (
    <Button loading={going.isPending} onClick={() => going.mutate(workspace)}>
      {messages.jobPage.openTheDemo}
    </Button>
  );
}

/** Where a reader goes from here. */
function Next({ job }: { job: Job }): JSX.Element | null {
  switch (job.kind) {
    case 'import':
      return (
        <TextLink to="/data" search={{ job: String(job.id) }}>
          {messages.jobPage.seeTheOutcome}
        </TextLink>
      );
    case 'reload':
      return <TextLink to="/data">{messages.jobPage.seeTheSources}</TextLink>;
    case 'unify':
      return job.state === 'done' ? <TextLink to="/people">{messages.jobPage.seeThePeople}</TextLink> : null;
    case 'release':
    case 'generate':
    case 'readout':
      return (
        <TextLink to="/pilots/$pilotId/work" params={{ pilotId: job.subject }}>
          {messages.jobPage.goOnWithThePilot}
        </TextLink>
      );
    case 'rehearse':
      return (
        <TextLink to="/pilots/$pilotId/rehearsal" params={{ pilotId: job.subject }}>
          {messages.jobPage.seeTheRehearsal}
        </TextLink>
      );
    case 'demo':
      return job.state === 'done' ? <OpenDemo workspace={job.subject} /> : null;
  }
}

function Ended({ job }: { job: Job }): JSX.Element | null {
  const again = useJobAgain();
  if (!isOver(job.state)) return null;
  const isBad = job.state === 'failed' || job.state === 'interrupted';
  return (
    <Stack gap="sm">
      <Text>{asSentence(job.message)}</Text>
      {job.problem !== null && (
        <Alert color="brick" variant="light" role="alert">
          {asSentence(job.problem)}
        </Alert>
      )}
      <Group gap="md">
        {job.may_start_again && (
          <Button
            variant={isBad ? 'filled' : 'default'}
            loading={again.isPending}
            onClick={() => again.mutate(job.id, { onError: showProblem })}
          >
            {messages.jobPage.startAgain}
          </Button>
        )}
        <Next job={job} />
      </Group>
      {job.may_start_again && (
        <Text size="sm" c="dimmed">
          {messages.jobPage.nothingDoneTwiceGoesOn}
        </Text>
      )}
    </Stack>
  );
}

/** One job: how far it is, what came of it, and its log. */
export function JobPage(): JSX.Element {
  const { jobId } = useParams({ from: '/_member/activity/$jobId' });
  const job = useJob(Number(jobId));
  switch (job.status) {
    case 'pending':
      return <Skeleton h={240} radius="lg" role="status" aria-label={messages.jobPage.loadingTheJob} />;
    case 'error':
      return job.error instanceof ProblemError ? (
        <ProblemNote problem={job.error} onRetry={() => void job.refetch()} />
      ) : (
        <Text>{messages.jobPage.thisJobCannotBeShown}</Text>
      );
    case 'success': {
      const { data } = job;
      return (
        <div data-page="job">
          <PageHeader
            title={data.title}
            lede={
              <>
                {messages.jobPage.askedForBy(
                  data.by,
                  <Moment at={data.created_at} />,
                  data.ended_by !== null && <>{messages.jobPage.stoppedBy(data.ended_by)}</>,
                )}
              </>
            }
            aside={<JobStateBadge state={data.state} />}
          />
          <Stack gap="lg">
            <JobProgress job={data} />
            <Ended job={data} />
            <Panel title={messages.jobPage.log} hint={messages.jobPage.logHint}>
              <JobLog lines={data.log} />
            </Panel>
            <TextLink to="/activity">{messages.jobPage.allActivity}</TextLink>
          </Stack>
        </div>
      );
    }
  }
}
