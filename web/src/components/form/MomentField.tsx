import { TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { formatMoment } from '../../lib/format';
import { localInput, momentOf } from '../../lib/momentInput';
import { ownZone } from '../../lib/worldNames';
import { components } from '../../messages/components';
import { TextField, type TextFieldProps } from './TextField';

const messages = components.momentField;

export interface MomentFieldProps extends TextFieldProps {
  /** A day alone, or a day and an hour. */
  isDay: boolean;
}

/** A day or a moment, chosen from a calendar; what is written in another way stays a text. */
export function MomentField({
  isDay,
  text,
  onChange,
  description,
  ...common
}: MomentFieldProps): JSX.Element {
  if (isDay) {
    if (text !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      return <TextField {...common} description={description} text={text} onChange={onChange} />;
    }
    return (
      <TextInput
        {...common}
        type="date"
        description={description}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const local = localInput(text);
  if (text !== '' && local === null) {
    return <TextField {...common} description={description} text={text} onChange={onChange} />;
  }
  return (
    <TextInput
      {...common}
      type="datetime-local"
      description={local === null ? description : messages.inYourTime(ownZone(), formatMoment(text))}
      value={local ?? ''}
      onChange={(event) => onChange(momentOf(event.currentTarget.value))}
    />
  );
}
