import { Textarea, TextInput } from '@mantine/core';
import { useState, type JSX, type ReactNode } from 'react';

/** From so many letters on a text begins in a field of several lines. */
const LONG = 60;

export interface TextFieldProps {
  text: string;
  label: string | undefined;
  description: string | undefined;
  withAsterisk: boolean;
  disabled: boolean;
  error: ReactNode;
  'data-field': string;
  onBlur: () => void;
  onChange: (text: string) => void;
}

/** A text, in one line or several. It stays what it was while somebody writes: another field would lose the cursor. */
export function TextField({ text, onChange, ...common }: TextFieldProps): JSX.Element {
  const [isLong] = useState(text.length > LONG);
  const change = (event: { currentTarget: { value: string } }): void => onChange(event.currentTarget.value);
  return isLong || text.includes('\n') ? (
    <Textarea {...common} value={text} autosize minRows={2} maxRows={14} onChange={change} />
  ) : (
    <TextInput {...common} value={text} onChange={change} />
  );
}
