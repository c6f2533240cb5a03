import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { asSentence } from '../../lib/words';
import type { QuarantineRow } from './quarantineRowsQuery';
import { useReplay } from './useReplay';

export interface EditRowProps {
  row: QuarantineRow;
  onClose: () => void;
}

/** Correction of one row, and its replay. Stays open when the row still breaks a rule, with the reason. */
export function EditRow({ row, onClose }: EditRowProps): JSX.Element {
  const [text, setText] = useState(row.original);
  const [refusal, setRefusal] = useState<string | null>(null);
  const replaying = useReplay((result) => {
    const fate = result.rows.find((entry) => entry.row_id === row.row_id);
    if (fate?.state === 'replayed') {
      showDone(
        result.n_landed > 0 ? 'Row landed' : 'Row was known already',
        text === row.original
          ? `It was read as it came in ${row.file}.`
          : `It landed with your correction; what came in ${row.file} is kept beside it.`,
      );
      onClose();
    } else {
      setRefusal(fate?.why ?? 'it still breaks the contract');
    }
  });
  return (
    <Dialog isOpen onClose={onClose} size="lg" title="Edit and replay">
      <Stack>
        <Alert color="amber" title={asSentence(row.why)}>
          {row.file}
          {row.line != null && `, line ${row.line}`}
          {row.field != null && (
            <>
              {' · field '}
              <code>{row.field}</code>
            </>
          )}
        </Alert>
        <Textarea
          label="Row"
          description="Correct what is wrong, then replay it. Your name goes into the record; a consent cannot be given like this."
          autosize
          minRows={3}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
          error={refusal === null ? undefined : `Still in quarantine: ${asSentence(refusal)}`}
          data-autofocus
        />
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
                ...(text === row.original ? {} : { edits: [{ row_id: row.row_id, original: text }] }),
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
