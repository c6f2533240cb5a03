import { Button, Group, Paper, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type JSX } from 'react';
import { JobProgress } from '../../components/JobProgress';
import { showDone, showProblem } from '../../components/notices';
import { isOver, type Job } from '../../lib/job';
import { useUnify } from '../../lib/jobActs';
import { useJob } from '../../lib/useJob';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { pairs as messages } from '../../messages/pairs';
import { pairsQuery, type PairKind } from './pairsQuery';

function numberIn(result: Job['result'], name: string): number {
  const value = result?.[name];
  return typeof value === 'number' ? value : 0;
}

/** A run of unify on its way; says how it went, and is then forgotten. */
function Run({ jobId, onOver }: { jobId: number; onOver: () => void }): JSX.Element | null {
  const job = useJob(jobId).data;
  const ended = job !== undefined && isOver(job.state) ? job : null;
  useEffect(() => {
    if (ended === null) return;
    const pairs = messages.applyBar.nPairs(numberIn(ended.result, 'n_reviews'));
    const title =
      ended.state === 'done' ? messages.applyBar.left(ended.message, pairs) : asSentence(ended.message);
    showDone(
      title,
      ended.problem === null ? messages.applyBar.logIsUnderActivity : asSentence(ended.problem),
    );
    onOver();
  }, [ended, onOver]);
  return job === undefined ? null : <JobProgress job={job} />;
}

/** Says that answers wait to be applied, and applies them; nothing when none waits. */
export function ApplyBar({ kind }: { kind: PairKind }): JSX.Element | null {
  const nPending = useQuery({ ...pairsQuery(kind), select: (queue) => queue.n_pending }).data ?? 0;
  const [jobId, setJobId] = useState<number | null>(null);
  const [forget] = useState(() => () => setJobId(null));
  const unifying = useUnify((job) => setJobId(job.id));
  const { isAllowed } = useMay('mend_data');
  if (nPending === 0 && jobId === null) return null;
  return (
    <Paper radius="lg" px="md" py="sm" mb="lg" bg="var(--tl-warn-ground)" data-pending={nPending}>
      <Group justify="space-between" gap="sm">
        <div role="status">
          <Text size="sm" fw={600}>
            {jobId === null
              ? messages.applyBar.notAppliedYet(nPending)
              : messages.applyBar.unifyingAllRecordsAgain}
          </Text>
          <Text size="sm">
            {jobId === null
              ? messages.applyBar.peopleChangeWhenYouApply
              : messages.applyBar.youCanGoOnAnswering}
          </Text>
        </div>
        {jobId === null && (
          <Button
            size="sm"
            disabled={!isAllowed}
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={unifying.isPending}
            onClick={() => unifying.mutate(undefined, { onError: showProblem })}
          >
            {messages.applyBar.applyNow}
          </Button>
        )}
      </Group>
      {jobId !== null && <Run jobId={jobId} onOver={forget} />}
    </Paper>
  );
}
