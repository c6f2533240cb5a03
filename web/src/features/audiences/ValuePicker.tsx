import { Autocomplete, TagsInput, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX, type ReactNode } from 'react';
import { formatCount } from '../../lib/count';
import { audiences as messages } from '../../messages/audiences';
import { valuesQuery, type ValuesOf } from '../../lib/vocabularyQuery';

const TYPING_MS = 150;

/** The server has filtered already. */
const everything: OptionsFilter = ({ options }) => options;

export interface ValuePickerProps {
  label: string;
  of: ValuesOf;
  values: string[];
  /** Several values, or one. */
  isMany: boolean;
  isDisabled: boolean;
  /** What has the values, in the plural: people, events. */
  noun: string;
  onChange: (values: string[]) => void;
}

/** A value of the data, offered while it is typed with how many have it; one that nobody has may be typed, too. */
export function ValuePicker(props: ValuePickerProps): JSX.Element {
  const { label, of, values, isMany, isDisabled, noun, onChange } = props;
  const [typed, setTyped] = useState(isMany ? '' : (values[0] ?? ''));
  const [isOpen, setIsOpen] = useState(false);
  const [asked] = useDebouncedValue(typed, TYPING_MS);
  // Before anything is typed the most frequent are offered, also where a value stands already.
  const starts = !isMany && asked === (values[0] ?? '') ? '' : asked;
  const found = useQuery({ ...valuesQuery(of, starts), enabled: isOpen });
  const offered = (found.data?.items ?? []).filter(({ value }) => !values.includes(value) || !isMany);
  const counts = new Map(offered.map(({ value, n }) => [value, n]));
  const renderOption = ({ option }: { option: { value: string } }): ReactNode => (
    <span style={{ display: 'flex', justifyContent: 'space-between', gap: 12, width: '100%' }}>
      <span>{option.value}</span>
      <span className="tl-number" style={{ color: 'var(--mantine-color-dimmed)' }}>
        {formatCount(counts.get(option.value) ?? 0)} <span className="tl-unseen">{noun}</span>
      </span>
    </span>
  );
  const common = {
    size: 'xs',
    'aria-label': label,
    disabled: isDisabled,
    data: offered.map(({ value }) => value),
    renderOption,
    filter: everything,
    onDropdownOpen: () => setIsOpen(true),
    onDropdownClose: () => setIsOpen(false),
    comboboxProps: { width: 260, position: 'bottom-start' },
  } as const;
  if (isMany) {
    return (
      <TagsInput
        {...common}
        miw={180}
        maw={420}
        placeholder={values.length === 0 ? messages.valuePicker.chooseOrType : ''}
        value={values}
        onChange={onChange}
        searchValue={typed}
        onSearchChange={setTyped}
        splitChars={[]}
        acceptValueOnBlur
      />
    );
  }
  return (
    <Autocomplete
      {...common}
      w={180}
      placeholder={messages.valuePicker.chooseOrType}
      value={typed}
      onChange={(value) => {
        setTyped(value);
        onChange(value.trim() === '' ? [] : [value]);
      }}
    />
  );
}
