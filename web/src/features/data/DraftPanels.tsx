import { Alert, Button, Collapse, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Panel } from '../../components/Panel';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
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
  const { questions } = draft;
  const waits = ({ key, is_unconfirmed }: (typeof questions)[number]): boolean =>
    draft.open.includes(key) || (is_unconfirmed && answers[key] === undefined);
  const open = questions.filter(waits);
  const nSettled = questions.length - open.length;
  return (
    <Panel
      title={messages.draftPanels.whatFileDoesNotSay}
      hint={
        questions.length === 0
          ? messages.draftPanels.everythingWasClearFromIts
          : open.length === 0
            ? messages.draftPanels.allAnsweredChangeWhatNot
            : messages.draftPanels.open(open.length, nSettled)
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
      title={messages.draftPanels.whatEachColumnIs}
      hint={messages.draftPanels.whatEachColumnIsHint}
      aside={
        <Button variant="default" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? messages.draftPanels.hide : messages.draftPanels.show(draft.columns.length)}
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
      <Panel title={messages.draftPanels.whatIsItCalled} hint={messages.draftPanels.whatIsItCalledHint}>
        <TextInput
          label={messages.draftPanels.nameOfTheSource}
          value={name}
          maw={360}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        {isKnown && (
          <Alert color="amber" variant="light" mt="sm" title={messages.draftPanels.isThereAlready(name)}>
            {messages.draftPanels.thisBecomesItsNextVersion}
          </Alert>
        )}
      </Panel>
      <Questions {...props} />
      <Columns {...props} />
      <Panel title={messages.draftPanels.whatWouldComeIn} hint={messages.draftPanels.whatWouldComeInHint}>
        {draft.preview.n_rows === 0 && (draft.open.length > 0 || draft.problem !== null) ? (
          <Text size="sm">
            {draft.open.length > 0
              ? messages.draftPanels.answerWhatOpenSeeFirst
              : messages.draftPanels.sayWhatItsColumnsSee}
          </Text>
        ) : (
          <PreviewTable preview={draft.preview} />
        )}
      </Panel>
    </Stack>
  );
}
