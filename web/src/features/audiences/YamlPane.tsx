import { Anchor, List, Text, Textarea } from '@mantine/core';
import { useRef, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { asSentence } from '../../lib/words';
import { audiences as messages } from '../../messages/audiences';
import styles from './Builder.module.css';

export interface YamlPaneProps {
  text: string;
  problems: Schemas['TextProblem'][];
  isReadOnly: boolean;
  onChange: (text: string) => void;
}

/** Where a line of a text begins. */
function startOf(text: string, line: number): number {
  return (
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  );
}

/** The definition as it is kept, and what is wrong with it, line by line. */
export function YamlPane({ text, problems, isReadOnly, onChange }: YamlPaneProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const show = (problem: Schemas['TextProblem']): void => {
    if (field.current === null || problem.line == null) return;
    const at = startOf(text, problem.line) + (problem.column ?? 1) - 1;
    field.current.focus();
    field.current.setSelectionRange(at, at);
  };
  return (
    <>
      <Textarea
        ref={field}
        label={messages.yamlPane.yaml}
        description={messages.yamlPane.yamlDescription}
        autosize
        minRows={12}
        maxRows={30}
        spellCheck={false}
        readOnly={isReadOnly}
        classNames={{ input: styles.yaml ?? '' }}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {problems.length > 0 && (
        <List size="sm" mt="xs" spacing={4} listStyleType="none" aria-label={messages.yamlPane.problems}>
          {problems.map((problem) => (
            <List.Item key={`${problem.line} ${problem.what}`} data-severity={problem.severity}>
              <Text span size="sm" c={problem.severity === 'error' ? 'var(--tl-bad)' : 'var(--tl-warn)'}>
                {problem.severity === 'error' ? messages.yamlPane.error : messages.yamlPane.lookAgain}
                {problem.line != null && (
                  <>
                    {' '}
                    {messages.yamlPane.in(
                      <Anchor
                        component="button"
                        type="button"
                        size="sm"
                        c="inherit"
                        onClick={() => show(problem)}
                      >
                        {messages.yamlPane.line(problem.line)}
                      </Anchor>,
                    )}
                  </>
                )}
                {': '}
              </Text>
              {asSentence(problem.what)}
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
