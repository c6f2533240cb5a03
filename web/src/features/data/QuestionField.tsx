import { Autocomplete, Group, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { asSentence } from '../../lib/words';
import { data as messages } from '../../messages/data';
import { questionHint, questionWords } from './questionWords';
import styles from './QuestionField.module.css';
import { TextsField } from './TextsField';
import { WorldField, worldOf } from './WorldField';

/** So many answers stand below each other; more go into a list. */
const N_RADIOS = 7;

function Examples({ values }: { values: string[] }): JSX.Element | null {
  if (values.length === 0) return null;
  return (
    <Group gap={6} className={styles.examples}>
      <Text span size="sm" c="dimmed">
        {messages.questionField.inTheFile}
      </Text>
      {values.map((value) => (
        <code key={value}>{value}</code>
      ))}
    </Group>
  );
}

export interface QuestionFieldProps {
  question: Schemas['DraftQuestion'];
  /** What was answered; undefined while only a default stands there. */
  answer: string | undefined;
  onAnswer: (answer: string) => void;
}

/** One thing that the file does not say. */
export function QuestionField({ question, answer, onAnswer }: QuestionFieldProps): JSX.Element {
  const { choices, examples } = question;
  // What opens nothing until somebody says so is not shown as said.
  const proposed = question.is_unconfirmed ? null : question.default;
  const value = answer ?? proposed ?? '';
  const label = asSentence(questionWords(question.key, question.what));
  const isTaken = answer === undefined && proposed !== null;
  // An answer that nothing is made of until somebody gives it stands out from those that were read off the file.
  const isOpen = answer === undefined && proposed === null;
  const hint = isTaken
    ? messages.questionField.takenUnlessYouSayOtherwise
    : (questionHint(question.key) ?? (isOpen ? messages.questionField.waitsForYou : undefined));
  if (question.is_many) {
    return <TextsField question={question} label={label} answer={answer} onAnswer={onAnswer} />;
  }
  const world = question.is_free ? worldOf(question.key) : null;
  if (0 < choices.length && choices.length <= N_RADIOS && !question.is_free) {
    return (
      <Radio.Group
        label={label}
        description={hint}
        value={value}
        onChange={onAnswer}
        data-question={question.key}
        className={isOpen ? (styles.open ?? '') : ''}
        withAsterisk={proposed === null}
      >
        <Examples values={examples} />
        <Stack gap="xs" mt="xs">
          {choices.map((choice) => (
            <Radio key={choice.value} value={choice.value} label={choice.words} />
          ))}
        </Stack>
      </Radio.Group>
    );
  }
  return (
    <div data-question={question.key} className={isOpen ? styles.open : undefined}>
      {world !== null && (
        <WorldField
          world={world}
          label={label}
          description={hint}
          required={proposed === null}
          value={value}
          onChange={onAnswer}
        />
      )}
      {world === null && question.is_free && choices.length === 0 && (
        <TextInput
          label={label}
          description={hint}
          required={proposed === null}
          value={value}
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      )}
      {world === null && question.is_free && choices.length > 0 && (
        <Autocomplete
          comboboxProps={{ withinPortal: false }}
          label={label}
          description={hint}
          required={proposed === null}
          value={value}
          data={choices.map((choice) => choice.value)}
          onChange={onAnswer}
        />
      )}
      {!question.is_free && (
        <NativeSelect
          label={label}
          description={hint}
          required={proposed === null}
          value={value}
          data={[
            ...(value === '' ? [{ value: '', label: messages.questionField.choose }] : []),
            ...choices.map((choice) => ({ value: choice.value, label: choice.words })),
          ]}
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      )}
      <Examples values={examples} />
    </div>
  );
}
