import { Button, Group, Paper, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type JSX } from 'react';
import { JobProgress } from '../../components/JobProgress';
import { showDone, showProblem } from '../../components/notices';
import { formatCounted } from '../../lib/format';
import { isOver, type Job } from '../../lib/job';
import { useUnify } from '../../lib/jobActs';
import { useJob } from '../../lib/useJob';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { pairsQuery, type PairKind } from './pairsQuery';

function numberIn(result: Job['result'], name: string): number {
  const value = (result)?.[name];
  return typeof value === 'number' ? value : 0;
}

/** A run of unify on its way; says how it went, and is then forgotten. */
function Run({ jobId, onOver }: { jobId: number; onOver: () => void }): JSX.Element | null {
  const job = useJob(jobId).data;
  const ended = job !== undefined && isOver(job.state) ? job : null;
  useEffect(() => {
    if (ended === null) return;
    const pairs = formatCounted(numberIn(ended.result, 'n_reviews'), 'pair', 'pairs');
    const title = ended.state === 'done' ? `${ended.message}; ${pairs} left` : asSentence(ended.message);
    showDone(title, ended.problem === null ? 'The log is under Activity.' : asSentence(ended.problem));
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
              ? `${formatCounted(nPending, 'answer is', 'answers are')} not applied yet`
              : 'Unifying all records again…'}
          </Text>
          <Text size="sm">
            {jobId === null
              ? 'People change when you apply them. The answers also teach what to ask next.'
              : 'You can go on answering.'}
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
            Apply now
          </Button>
        )}
      </Group>
      {jobId !== null && <Run jobId={jobId} onOver={forget} />}
    </Paper>
  );
}
