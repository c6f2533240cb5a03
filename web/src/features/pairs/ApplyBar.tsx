import { Button, Group, Paper, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { ProblemError } from '../../api/problem';
import { showDone, showProblem } from '../../components/notices';
import { formatCounted } from '../../lib/format';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { pairsQuery, type PairKind } from './pairsQuery';
import { unifyPeople, type UnifyResult } from './unifyPeople';

/** All that is made of people is read again after they were unified. */
const CHANGED = ['pairs', 'rulings', 'people', 'person', 'record-pair', 'home'];

function useUnify(): UseMutationResult<UnifyResult, ProblemError, void> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: unifyPeople,
    onSuccess: async ({ n_people, n_records, n_reviews, warnings }) => {
      const people = formatCounted(n_people, 'person', 'people');
      const pairs = formatCounted(n_reviews, 'pair', 'pairs');
      const made = `Made from ${formatCounted(n_records, 'record', 'records')}.`;
      showDone(`${people}; ${pairs} left`, [made, ...warnings.map(asSentence)].join(' '));
      await Promise.all(CHANGED.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
    onError: (error) => showProblem(error),
  });
}

/** Says that answers wait to be applied, and applies them; nothing when none waits. */
export function ApplyBar({ kind }: { kind: PairKind }): JSX.Element | null {
  const nPending = useQuery({ ...pairsQuery(kind), select: (queue) => queue.n_pending }).data ?? 0;
  const unifying = useUnify();
  const { isAllowed } = useMay('mend_data');
  if (nPending === 0 && !unifying.isPending) return null;
  return (
    <Paper radius="lg" px="md" py="sm" mb="lg" bg="var(--tl-warn-ground)" data-pending={nPending}>
      <Group justify="space-between" gap="sm">
        <div role="status">
          <Text size="sm" fw={600}>
            {unifying.isPending
              ? 'Unifying all records again…'
              : `${formatCounted(nPending, 'answer is', 'answers are')} not applied yet`}
          </Text>
          <Text size="sm">
            {unifying.isPending
              ? 'This takes some seconds. You can go on answering.'
              : 'People change when you apply them. The answers also teach what to ask next.'}
          </Text>
        </div>
        <Button
          size="sm"
          disabled={!isAllowed}
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={unifying.isPending}
          onClick={() => unifying.mutate()}
        >
          Apply now
        </Button>
      </Group>
    </Paper>
  );
}
