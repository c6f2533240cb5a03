import { Alert, Button, Collapse, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Panel } from '../../components/Panel';
import { formatCounted } from '../../lib/format';
import { asSentence } from '../../lib/words';
import { ColumnTable } from './ColumnTable';
import type { Answers, Draft } from './draftQuery';
import { PreviewTable } from './PreviewTable';
import { QuestionField } from './QuestionField';

export interface DraftPanelsProps {
  draft: Draft;
  answers: Answers;
  onAnswer: (key: string, answer: string) => void;
  name: string;
  onName: (name: string) => void;
  /** Whether a source of this name is there already. */
  isKnown: boolean;
}

function Questions({ draft, answers, onAnswer }: DraftPanelsProps): JSX.Element {
  const { questions, open } = draft;
  const nSettled = questions.length - open.length;
  return (
    <Panel
      title="What the file does not say"
      hint={
        questions.length === 0
          ? 'Everything was clear from its columns and values.'
          : open.length === 0
            ? 'All answered. Change what is not right.'
            : `${formatCounted(open.length, 'question is', 'questions are')} open${nSettled > 0 ? `, ${nSettled} answered` : ''}.`
      }
    >
      <Stack gap="lg">
        {questions.map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            answer={answers[question.key]}
            onAnswer={(answer) => onAnswer(question.key, answer)}
          />
        ))}
      </Stack>
    </Panel>
  );
}

function Columns({ draft, onAnswer }: DraftPanelsProps): JSX.Element | null {
  const [wasAsked, setOpen] = useState(false);
  // What keeps the file from being read is said here, and what a column may answer is seen.
  const isOpen = wasAsked || draft.problem !== null || draft.open.includes('action');
  if (draft.columns.length === 0) return null;
  return (
    <Panel
      title="What each column is"
      hint="Read from its name and values. Correct what is wrong."
      aside={
        <Button variant="default" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : `Show ${formatCounted(draft.columns.length, 'column', 'columns')}`}
        </Button>
      }
    >
      {draft.problem !== null && (
        <Alert color="brick" variant="light" role="alert" mb="md" title={asSentence(draft.problem)} />
      )}
      <Collapse expanded={isOpen}>
        <ColumnTable
          columns={draft.columns}
          onRole={(column, role) => {
            // Whoever corrects one column may correct the next.
            setOpen(true);
            onAnswer(`role.${column}`, role);
          }}
        />
      </Collapse>
    </Panel>
  );
}

/** A contract on its way: what it is called, what is asked, what the columns are, what would come in. */
export function DraftPanels(props: DraftPanelsProps): JSX.Element {
  const { draft, name, onName, isKnown } = props;
  return (
    <Stack gap="lg">
      <Panel
        title="What is it called?"
        hint="A name for where this file comes from. Later exports of the same kind come in under it."
      >
        <TextInput
          label="Name of the source"
          value={name}
          maw={360}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        {isKnown && (
          <Alert color="amber" variant="light" mt="sm" title={`“${name}” is there already`}>
            This becomes its next version, and later files are read by it. Give another name if this is
            something else.
          </Alert>
        )}
      </Panel>
      <Questions {...props} />
      <Columns {...props} />
      <Panel title="What would come in" hint="The first rows, read as the import reads them.">
        {draft.preview.n_rows === 0 && (draft.open.length > 0 || draft.problem !== null) ? (
          <Text size="sm">
            {draft.open.length > 0
              ? 'Answer what is open to see the first rows.'
              : 'Say what its columns are to see the first rows.'}
          </Text>
        ) : (
          <PreviewTable preview={draft.preview} />
        )}
      </Panel>
    </Stack>
  );
}
