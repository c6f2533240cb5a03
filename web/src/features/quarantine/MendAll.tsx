import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { asSentence } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import { columnsOf } from './columnsOf';
import { columnValuesQuery } from './columnValuesQuery';
import { mendAll, type MendResult } from './mendAll';
import type { QuarantineRule } from './quarantineQuery';
import { quarantineRowsQuery } from './quarantineRowsQuery';

const PAUSE_MS = 400;

const rows = (n: number): string => messages.mendAll.nRows(n);

/** What would become of the rows, before anything is written. */
function Outlook({ result }: { result: MendResult }): JSX.Element {
  return (
    <div role="status" aria-live="polite">
      <Text size="sm" fw={600} c={result.n_landed > 0 ? 'var(--tl-good)' : 'dimmed'}>
        {messages.mendAll.ofWouldMeetTheContract(rows(result.n_landed), result.n_rows)}
      </Text>
      {result.problems.slice(0, 3).map((problem) => (
        <Text size="sm" key={problem.value}>
          {messages.mendAll.wouldStay(rows(problem.n_rows), asSentence(problem.value))}
        </Text>
      ))}
    </div>
  );
}

export interface MendAllProps {
  rule: QuarantineRule;
  onClose: () => void;
}

/** One correction for all rows of a cause: what a column says becomes something else. */
export function MendAll({ rule, onClose }: MendAllProps): JSX.Element {
  const queryClient = useQueryClient();
  const listed = useInfiniteQuery(quarantineRowsQuery(rule.source, rule.rule, rule.field ?? ''));
  const sample = listed.data?.pages
    .flatMap((page) => page.items)
    .find((row) => columnsOf(row.original) !== null);
  const names =
    (sample === undefined ? null : columnsOf(sample.original))?.map((column) => column.name) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const column = chosen ?? names.find((name) => name === rule.field) ?? names[0] ?? '';
  const values = useQuery(columnValuesQuery(rule, column));
  const [picked, setPicked] = useState<string | null>(null);
  const from = picked ?? values.data?.values[0]?.value ?? '';
  const [to, setTo] = useState('');
  const request: Schemas['MendAll'] = {
    source: rule.source,
    rule: rule.rule,
    field: rule.field ?? '',
    column,
    from,
    to,
  };
  const [pausedTo] = useDebouncedValue(to, PAUSE_MS);
  const outlook = useQuery({
    queryKey: ['quarantine-mend', rule.source, rule.rule, rule.field ?? '', column, from, pausedTo],
    queryFn: () => mendAll({ ...request, to: pausedTo, dry_run: true }),
    enabled: pausedTo.trim() !== '' && values.data !== undefined,
    placeholderData: keepPreviousData,
  });
  const mending = useMutation({
    mutationFn: () => mendAll(request),
    onSuccess: async (result) => {
      const left =
        result.n_still_quarantined === 0 ? '' : messages.mendAll.stayHere(rows(result.n_still_quarantined));
      showDone(
        messages.mendAll.mended(rows(result.n_landed + result.n_same)),
        messages.mendAll.whatCameKeptBesideEach(left),
      );
      onClose();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['quarantine'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ]);
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={messages.mendAll.mendAllAlike} centered>
      <Stack>
        <Text size="sm">{messages.mendAll.sameCorrectionForEveryRow}</Text>
        <NativeSelect
          label={messages.mendAll.column}
          data={names}
          value={column}
          onChange={(event) => {
            setChosen(event.currentTarget.value);
            setPicked(null);
          }}
        />
        <NativeSelect
          label={messages.mendAll.whereItSays}
          data={(values.data?.values ?? []).map(({ value, n_rows }) => ({
            value,
            label: messages.mendAll.valueWithRows(
              value === '' ? messages.mendAll.nothing : value,
              rows(n_rows),
            ),
          }))}
          value={from}
          onChange={(event) => setPicked(event.currentTarget.value)}
        />
        <TextInput
          label={messages.mendAll.itShouldSay}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data-autofocus
        />
        {outlook.data !== undefined && to.trim() !== '' && <Outlook result={outlook.data} />}
        {mending.error !== null && <ProblemNote problem={mending.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {messages.mendAll.cancel}
          </Button>
          <Button
            disabled={to.trim() === '' || (outlook.data?.n_landed ?? 0) === 0 || to !== pausedTo}
            loading={mending.isPending}
            onClick={() => mending.mutate()}
          >
            {outlook.data === undefined || to.trim() === ''
              ? messages.mendAll.mend
              : messages.mendAll.mendRows(rows(outlook.data.n_landed))}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
