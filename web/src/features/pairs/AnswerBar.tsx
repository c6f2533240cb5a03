import { Button, Kbd, Switch, TextInput } from '@mantine/core';
import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import { useState, type JSX, type ReactNode } from 'react';
import { pairs as messages } from '../../messages/pairs';
import styles from './AnswerBar.module.css';
import type { AnswerWord, PairReview } from './usePairReview';

interface KeyButtonProps {
  keyName: string;
  /** As `aria-keyshortcuts` names it. */
  keyCode: string;
  hasKeys: boolean;
  isFilled?: boolean;
  isDisabled?: boolean;
  onPress: () => void;
  children: ReactNode;
}

function KeyButton(props: KeyButtonProps): JSX.Element {
  const { keyName, keyCode, hasKeys, isFilled = false, isDisabled = false, onPress, children } = props;
  return (
    <Button
      className={styles.button ?? ''}
      variant={isFilled ? 'filled' : 'default'}
      disabled={isDisabled}
      onClick={onPress}
      {...(hasKeys ? { 'aria-keyshortcuts': keyCode } : {})}
    >
      {children}
      {hasKeys && (
        <Kbd size="xs" ml={10} aria-hidden visibleFrom="sm">
          {keyName}
        </Kbd>
      )}
    </Button>
  );
}

/** The answers to one pair, by button or by key, with an optional note. */
export function AnswerBar({ review }: { review: PairReview }): JSX.Element {
  const [note, setNote] = useState('');
  // Keys of one letter disturb those who speak to their computer, so they can be turned off.
  const [hasKeys, setKeys] = useLocalStorage({ key: 'truelift.answer-keys', defaultValue: true });
  const done = (act: () => void) => (): void => {
    act();
    setNote('');
  };
  const rule = (word: AnswerWord): (() => void) => done(() => review.rule(word, note.trim()));
  const skip = done(review.skip);
  const undo = done(() => void review.undo());
  // A key that is held down answers once, not every pair that follows.
  const once =
    (act: () => void) =>
    (event: KeyboardEvent): void => {
      if (!event.repeat) act();
    };
  useHotkeys(
    hasKeys
      ? [
          ['S', once(rule('same'))],
          ['D', once(rule('different'))],
          ['K', once(skip)],
          ['ArrowRight', once(skip)],
          ['U', once(undo)],
        ]
      : [],
  );
  const isDisabled = review.pair === null;
  return (
    <div className={styles.bar}>
      <div className={styles.buttons} role="group" aria-label={messages.answerBar.yourAnswer}>
        <KeyButton {...{ hasKeys, isDisabled }} keyName="S" keyCode="S" isFilled onPress={rule('same')}>
          {messages.answerBar.samePerson}
        </KeyButton>
        <KeyButton {...{ hasKeys, isDisabled }} keyName="D" keyCode="D" isFilled onPress={rule('different')}>
          {messages.answerBar.twoPeople}
        </KeyButton>
        <KeyButton {...{ hasKeys, isDisabled }} keyName="K" keyCode="K ArrowRight" onPress={skip}>
          {messages.answerBar.skip}
        </KeyButton>
        <KeyButton hasKeys={hasKeys} isDisabled={!review.hasAnswer} keyName="U" keyCode="U" onPress={undo}>
          {messages.answerBar.undo}
        </KeyButton>
        <Switch
          size="xs"
          label={messages.answerBar.answerWithKeys}
          visibleFrom="sm"
          checked={hasKeys}
          onChange={(event) => setKeys(event.currentTarget.checked)}
        />
      </div>
      <TextInput
        label={messages.answerBar.noteOptional}
        placeholder={messages.answerBar.noteOptionalPlaceholder}
        size="sm"
        className={styles.note ?? ''}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </div>
  );
}
