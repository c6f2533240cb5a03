import { MultiSelect, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type JSX, type ReactNode } from 'react';
import { isOpen, type Known } from '../../lib/knownPlaces';
import { components } from '../../messages/components';
import { byEveryWord, NothingYet, renderKnown, withStrangers } from './KnownField';
import { useKnown } from './useKnown';

const messages = components.known;
const TYPING_MS = 150;

export interface KnownListFieldProps {
  known: Known;
  value: string[];
  label: string | undefined;
  description: string | undefined;
  withAsterisk: boolean;
  disabled: boolean;
  error: ReactNode;
  'data-field': string;
  onChange: (value: string[]) => void;
}

/** Several names, each chosen from what is there, in the order in which they were chosen. */
export function KnownListField({ known, ...common }: KnownListFieldProps): JSX.Element {
  const [sought, setSought] = useState('');
  const [asked] = useDebouncedValue(sought, TYPING_MS);
  const { options, isPending } = useKnown(known, asked);
  const searching = { searchValue: sought, onSearchChange: setSought };
  if (isOpen(known)) {
    return (
      <TagsInput
        {...common}
        {...searching}
        placeholder={common.value.length === 0 ? messages.chooseOrType : ''}
        data={options.map(({ value }) => value)}
        splitChars={[]}
        acceptValueOnBlur
      />
    );
  }
  const isEmpty = !isPending && options.length === 0;
  return (
    <div>
      <MultiSelect
        {...common}
        {...searching}
        searchable
        hidePickedOptions
        placeholder={common.value.length === 0 ? messages.choose : ''}
        data={
          isPending
            ? common.value.map((value) => ({ value, label: value, note: '' }))
            : withStrangers(known, options, common.value)
        }
        filter={byEveryWord}
        renderOption={renderKnown}
        nothingFoundMessage={messages.nothingFits}
      />
      {isEmpty && <NothingYet known={known} />}
    </div>
  );
}
