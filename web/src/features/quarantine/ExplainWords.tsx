import { Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { applyContract } from '../../lib/applyContract';
import { definitionQuery } from '../../lib/definitionQuery';
import { readAgain } from '../../lib/readAgain';
import { nameAsWords } from '../../lib/words';
import { quarantine as messages } from '../../messages/quarantine';
import { columnValuesQuery } from './columnValuesQuery';
import type { QuarantineRule } from './quarantineQuery';
import { explained, explainedColumn, type ExplainedColumn } from './wordsOfContract';

/** What is chosen of a word that nobody says anything of. */
const NOT_SAID = '?';

export interface ExplainWordsProps {
  rule: QuarantineRule;
  onClose: () => void;
}

interface WordsProps extends ExplainWordsProps {
  contract: string;
  column: ExplainedColumn;
}

/** The words with a choice for each, and what follows from them. */
function Words({ rule, contract, column, onClose }: WordsProps): JSX.Element {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  // Rows are kept by the contract's names of their columns.
  const values = useQuery(columnValuesQuery(rule, rule.field ?? ''));
  const [meanings, setMeanings] = useState<ReadonlyMap<string, string>>(new Map());
  const [note, setNote] = useState('');
  const said = new Map([...meanings].filter(([, means]) => means !== NOT_SAID));
  const saving = useMutation({
    mutationFn: async () => {
      const reason = note.trim() === '' ? messages.explainWords.reason([...said.keys()]) : note.trim();
      await applyContract(rule.source, explained(contract, column, said), reason);
      return readAgain(rule.source);
    },
    onSuccess: async (job) => {
      onClose();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['definitions'] }),
        queryClient.invalidateQueries({ queryKey: ['quarantine'] }),
        queryClient.invalidateQueries({ queryKey: ['jobs'] }),
      ]);
      await navigate({ to: '/activity/$jobId', params: { jobId: String(job.id) } });
    },
  });
  const words = (values.data?.values ?? []).filter(({ value }) => value.trim() !== '');
  const choices = [
    { value: NOT_SAID, label: messages.explainWords.notSaid },
    ...column.choices.map((value) => ({ value, label: messages.explainWords.means(value) })),
  ];
  return (
    <Stack>
      <Text size="sm">{messages.explainWords.whatFollows(nameAsWords(rule.source))}</Text>
      {words.map(({ value, n_rows }) => (
        <NativeSelect
          key={value}
          label={messages.explainWords.word(value, n_rows)}
          data={choices}
          value={meanings.get(value) ?? NOT_SAID}
          onChange={(event) => setMeanings(new Map(meanings).set(value, event.currentTarget.value))}
        />
      ))}
      {values.isSuccess && words.length === 0 && <Text size="sm">{messages.explainWords.noWords}</Text>}
      <Textarea
        label={messages.explainWords.note}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
      />
      {values.error !== null && <ProblemNote problem={values.error} />}
      {saving.error !== null && <ProblemNote problem={saving.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {messages.explainWords.cancel}
        </Button>
        <Button disabled={said.size === 0} loading={saving.isPending} onClick={() => saving.mutate()}>
          {messages.explainWords.save}
        </Button>
      </Group>
    </Stack>
  );
}

/** Words of a column that no contract explains: what each means, kept in the contract, and the files read again by it. */
export function ExplainWords({ rule, onClose }: ExplainWordsProps): JSX.Element {
  const definition = useQuery(definitionQuery({ kind: 'source', name: rule.source }));
  const contract = definition.data?.applied?.text;
  const column = contract === undefined ? null : explainedColumn(contract, rule.field ?? '');
  return (
    <Dialog isOpen onClose={onClose} title={messages.explainWords.title(rule.field ?? '')} centered>
      {definition.error !== null && <ProblemNote problem={definition.error} />}
      {contract !== undefined && column === null && (
        <Text size="sm">{messages.explainWords.notThisColumn}</Text>
      )}
      {contract !== undefined && column !== null && (
        <Words rule={rule} contract={contract} column={column} onClose={onClose} />
      )}
    </Dialog>
  );
}
