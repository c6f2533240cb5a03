import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { Fragment, useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { data as messages } from '../../messages/data';
import styles from './QuestionField.module.css';
import { areSame, byColumn, readTexts, writtenTexts } from './readTexts';

/** More texts than that are searched. */
const N_SEARCHED = 20;

export interface TextsFieldProps {
  question: Schemas['DraftQuestion'];
  label: string;
  /** What was answered: a list of JSON, or `none`. */
  answer: string | undefined;
  onAnswer: (answer: string) => void;
}

/** Texts that nobody has read: whoever reads them ticks those that say no, or says that none does. */
export function TextsField({ question, label, answer, onAnswer }: TextsFieldProps): JSX.Element {
  const said = readTexts(answer);
  const [ticked, setTicked] = useState<string[]>(said ?? []);
  const [sought, setSought] = useState('');
  const isSaid = said !== undefined && areSame(said, ticked);
  const words = question.key === 'unread' ? messages.valuesField : messages.textsField;
  const all = question.choices;
  const needle = sought.trim().toLowerCase();
  const found = all.filter((choice) => choice.value.toLowerCase().includes(needle));
  const state =
    isSaid && said.length === 0
      ? words.saidNone
      : isSaid
        ? words.said(said.length)
        : words.notSaidYet(ticked.length);
  return (
    <div data-question={question.key} className={isSaid ? undefined : styles.open}>
      <Checkbox.Group
        label={label}
        description={words.hint}
        value={ticked}
        withAsterisk={!isSaid}
        onChange={setTicked}
      >
        {all.length > N_SEARCHED && (
          <TextInput
            mt="xs"
            type="search"
            aria-label={words.find}
            placeholder={words.find}
            description={needle === '' ? undefined : words.shown(found.length, all.length)}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
        )}
        <Stack gap={6} mt="xs" className={styles.texts}>
          {byColumn(found).map(({ column, choices }) => (
            <Fragment key={column}>
              {column !== '' && (
                <Text size="sm" fw={600} mt={4}>
                  {column}
                </Text>
              )}
              {choices.map((choice) => (
                <Checkbox
                  key={choice.value}
                  value={choice.value}
                  label={choice.words}
                  aria-label={choice.value}
                />
              ))}
            </Fragment>
          ))}
          {found.length === 0 && (
            <Text size="sm" c="dimmed">
              {words.nothingFound}
            </Text>
          )}
        </Stack>
      </Checkbox.Group>
      <Group gap="xs" mt="sm">
        <Button
          size="xs"
          disabled={ticked.length === 0 || isSaid}
          onClick={() => onAnswer(writtenTexts(ticked))}
        >
          {words.theseSayNo(ticked.length)}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isSaid && said.length === 0}
          onClick={() => {
            setTicked([]);
            onAnswer(writtenTexts([]));
          }}
        >
          {words.noneSaysNo}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {state}
        </Text>
      </Group>
    </div>
  );
}
