import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { asSentence } from '../../lib/words';
import { checkRowQuery } from './checkRowQuery';
import { columnsOf, misfitOf, rowWith } from './columnsOf';
import type { QuarantineRow } from './quarantineRowsQuery';
import { RowForm } from './RowForm';
import { useReplay } from './useReplay';

/** How long somebody pauses before what they typed is checked. */
const PAUSE_MS = 350;

export interface EditRowProps {
  row: QuarantineRow;
  onClose: () => void;
}

/** What stands above the form: where the row came from and what is wrong with it. */
function Wrong({ row }: { row: QuarantineRow }): JSX.Element {
  return (
    <Alert color="amber" title={asSentence(row.why)}>
      {row.file}
      {row.line != null && `, line ${row.line}`}
      {row.field != null && (
        <>
          {' · column '}
          <code>{row.field}</code>
        </>
      )}
    </Alert>
  );
}

/** Correction of one row, and its replay. Stays open when the row still breaks a rule, with the reason. */
export function EditRow({ row, onClose }: EditRowProps): JSX.Element {
  const columns = columnsOf(row.original);
  const misfit = misfitOf(row.original);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [isFitted, setFitted] = useState(false);
  const [raw, setRaw] = useState(row.original);
  const [refusal, setRefusal] = useState<string | null>(null);
  const text = columns === null ? raw : rowWith(row.original, columns, typed, isFitted);
  const isUntouched = columns === null ? raw === row.original : Object.keys(typed).length === 0 && !isFitted;
  const [paused] = useDebouncedValue(text, PAUSE_MS);
  const check = useQuery({ ...checkRowQuery(row.row_id, paused), enabled: !isUntouched });
  const verdict = !isUntouched && paused === text ? check.data : undefined;
  const problem =
    verdict !== undefined && !verdict.is_good
      ? { field: verdict.field ?? null, why: verdict.why ?? '' }
      : null;
  const isElsewhere = problem !== null && !columns?.some((column) => column.name === problem.field);
  const replaying = useReplay((result) => {
    const fate = result.rows.find((entry) => entry.row_id === row.row_id);
    if (fate?.state === 'replayed') {
      showDone(
        result.n_landed > 0 ? 'Row landed' : 'Row was known already',
        isUntouched
          ? `It was read as it came in ${row.file}.`
          : `It landed with your correction; what came in ${row.file} is kept beside it.`,
      );
      onClose();
    } else {
      setRefusal(fate?.why ?? 'it still breaks the contract');
    }
  });
  const change = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      setRefusal(null);
      set(value);
    };
  };
  return (
    <Dialog isOpen onClose={onClose} size="lg" title="Edit and replay">
      <Stack>
        <Wrong row={row} />
        <Text size="sm" c="dimmed">
          Your name goes into the record; what came is kept. A consent cannot be given like this.
        </Text>
        {columns === null ? (
          <Textarea
            label="Row"
            autosize
            minRows={3}
            maxRows={14}
            value={raw}
            onChange={(event) => change(setRaw)(event.currentTarget.value)}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
            data-autofocus
          />
        ) : (
          <RowForm
            columns={columns}
            broken={row.field ?? null}
            typed={typed}
            problem={problem}
            misfit={misfit}
            isFitted={isFitted}
            onFit={change(setFitted)}
            onType={change(setTyped)}
          />
        )}
        <div role="status" aria-live="polite">
          {verdict?.is_good === true && (
            <Text size="sm" c="var(--tl-good)" fw={600}>
              The row meets its contract now.
            </Text>
          )}
          {isElsewhere && (
            <Text size="sm" c="var(--tl-bad)">
              {asSentence(problem.why)}
            </Text>
          )}
          {refusal !== null && (
            <Text size="sm" c="var(--tl-bad)">{`Still in quarantine: ${asSentence(refusal)}`}</Text>
          )}
        </div>
        {replaying.error !== null && <ProblemNote problem={replaying.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={replaying.isPending}
            onClick={() =>
              replaying.mutate({
                row_ids: [row.row_id],
                ...(isUntouched ? {} : { edits: [{ row_id: row.row_id, original: text }] }),
              })
            }
          >
            Replay this row
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
