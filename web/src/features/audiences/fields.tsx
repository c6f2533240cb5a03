import { Select } from '@mantine/core';
import type { JSX } from 'react';
import { NumberField } from '../../components/NumberField';
import styles from './Builder.module.css';

export interface ChoiceProps {
  label: string;
  value: string | null;
  data: { value: string; label: string }[];
  isDisabled: boolean;
  width?: number;
  isSearchable?: boolean;
  onChange: (value: string) => void;
}

/** A choice within a sentence. */
export function Choice(props: ChoiceProps): JSX.Element {
  const { label, value, data, isDisabled, width = 150, isSearchable = false, onChange } = props;
  // What the text says and the list does not have stays visible.
  const isListed = value === null || data.some((option) => option.value === value);
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      value={value}
      data={isListed ? data : [{ value, label: value }, ...data]}
      disabled={isDisabled}
      searchable={isSearchable}
      allowDeselect={false}
      checkIconPosition="right"
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(chosen) => {
        if (chosen !== null) onChange(chosen);
      }}
    />
  );
}

export interface CountProps {
  label: string;
  value: number;
  min?: number;
  max?: number;
  isDisabled: boolean;
  onChange: (value: number) => void;
}

/** A whole number within a sentence. */
export function Count({
  label,
  value,
  min = 1,
  max = 1_000_000,
  isDisabled,
  onChange,
}: CountProps): JSX.Element {
  return (
    <NumberField
      size="xs"
      w={76}
      aria-label={label}
      value={value}
      min={min}
      max={max}
      isWhole
      errorProps={{ className: styles.fault }}
      disabled={isDisabled}
      onChange={(next) => {
        if (typeof next === 'number' && Number.isInteger(next) && min <= next && next <= max) onChange(next);
      }}
    />
  );
}

/** A word between the fields of a sentence. */
export function Word({ children }: { children: string }): JSX.Element {
  return <span className={styles.word}>{children}</span>;
}
