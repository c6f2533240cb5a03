import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { asSentence } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
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
      {row.line != null && messages.editRow.line(row.line)}
      {row.field != null && <> {messages.editRow.column(<code>{row.field}</code>)}</>}
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
        result.n_landed > 0 ? messages.editRow.rowLanded : messages.editRow.rowWasKnownAlready,
        isUntouched
          ? messages.editRow.wasReadAsCame(row.file)
          : messages.editRow.landedWithYourCorrectionWhat(row.file),
      );
      onClose();
    } else {
      setRefusal(fate?.why ?? messages.editRow.itStillBreaksTheContract);
    }
  });
  const change = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      setRefusal(null);
      set(value);
    };
  };
  return (
    <Dialog isOpen onClose={onClose} size="lg" title={messages.editRow.editAndReplay}>
      <Stack>
        <Wrong row={row} />
        <Text size="sm" c="dimmed">
          {messages.editRow.yourNameGoesIntoRecord}
        </Text>
        {columns === null ? (
          <Textarea
            label={messages.editRow.row}
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
              {messages.editRow.rowMeetsItsContractNow}
            </Text>
          )}
          {isElsewhere && (
            <Text size="sm" c="var(--tl-bad)">
              {asSentence(problem.why)}
            </Text>
          )}
          {refusal !== null && (
            <Text size="sm" c="var(--tl-bad)">
              {messages.editRow.stillInQuarantine(asSentence(refusal))}
            </Text>
          )}
        </div>
        {replaying.error !== null && <ProblemNote problem={replaying.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {messages.editRow.cancel}
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
            {messages.editRow.replayThisRow}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
