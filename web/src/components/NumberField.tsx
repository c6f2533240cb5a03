import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from 'react';
import { formatCount } from '../lib/count';
import { formatNumber } from '../lib/format';
import { readNumber, writeNumber } from '../lib/readNumber';
import { components } from '../messages/components';

const messages = components.numberField;

export interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'min' | 'max'> {
  /** A number, or what somebody wrote that is none. */
  value: number | string;
  isWhole?: boolean;
  /** How many digits behind the decimal mark there may be. */
  nDecimals?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  /** What stands behind the number, as `%`; whoever writes it is not wrong. */
  suffix?: string;
  /** Called with the number, or with the text while it is none. */
  onChange: (value: number | string) => void;
}

/** Where a text and the number around it part: what was written, over which value, and which it gave. */
interface Typed {
  text: string;
  before: number | string;
  given: number | string;
}

function withoutSuffix(text: string, suffix: string): string {
  const bare = text.trim();
  return suffix !== '' && bare.endsWith(suffix) ? bare.slice(0, -suffix.length).trim() : bare;
}

type Limits = Pick<NumberFieldProps, 'isWhole' | 'nDecimals' | 'min' | 'max'>;

function faultOf(text: string, value: number | null, limits: Limits): string | null {
  const { isWhole = false, nDecimals, min, max } = limits;
  if (text === '') return null;
  if (value === null) return messages.noNumber(isWhole ? formatCount(12) : formatNumber(12.5, 1));
  if (isWhole && !Number.isInteger(value)) return messages.wholeOnly;
  if (
    nDecimals !== undefined &&
    Math.abs(value * 10 ** nDecimals - Math.round(value * 10 ** nDecimals)) > 1e-6
  )
    return messages.fewerDecimals(nDecimals);
  if (min !== undefined && value < min) return messages.atLeast(writeNumber(min));
  if (max !== undefined && value > max) return messages.atMost(writeNumber(max));
  return null;
}

/**
 * A field for a number, in the marks of the reader's language. What is no number stays as it was written and is called
 * so: a browser that drops a mark it does not know makes 5 of `0,5`.
 */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const { value, isWhole = false, nDecimals, min, max, suffix = '', onChange, ...rest } = props;
  const [typed, setTyped] = useState<Typed | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const isOurs = typed !== null && (Object.is(value, typed.before) || Object.is(value, typed.given));
  const text = isOurs ? typed.text : typeof value === 'number' ? writeNumber(value) : value;
  const bare = withoutSuffix(text, suffix);
  const read = readNumber(bare);
  const fault = faultOf(bare, read, { isWhole, nDecimals, min, max });
  const isReadOtherwise = isOurs && fault === null && read !== null && writeNumber(read) !== bare;
  useEffect(() => input.current?.setCustomValidity(fault ?? ''), [fault]);
  const write = (next: string): void => {
    const given = readNumber(withoutSuffix(next, suffix)) ?? next;
    setTyped({ text: next, before: value, given });
    onChange(given);
  };
  const step = (event: KeyboardEvent<HTMLInputElement>): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (by === 0 || !isWhole || read === null) return;
    event.preventDefault();
    write(writeNumber(Math.min(Math.max(read + by, min ?? -Infinity), max ?? Infinity)));
  };
  return (
    <TextInput
      {...rest}
      ref={input}
      inputMode={isWhole ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={text}
      error={fault ?? rest.error}
      description={isReadOtherwise ? messages.readAs(writeNumber(read)) : rest.description}
      {...(suffix === '' ? {} : { rightSection: suffix, rightSectionPointerEvents: 'none' })}
      onChange={(event) => write(event.currentTarget.value)}
      onKeyDown={step}
      onBlur={(event) => {
        // What it was read as is what stands there from now on.
        if (fault === null) setTyped(null);
        rest.onBlur?.(event);
      }}
    />
  );
}
