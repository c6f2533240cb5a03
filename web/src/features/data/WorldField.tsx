import { Autocomplete, type AutocompleteProps, type OptionsFilter } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { KnownOption } from '../../lib/knownPlaces';
import { countryNames, currencyNames, zoneNames } from '../../lib/worldNames';

/** More than anybody reads; who looks for another one types. */
const N_SHOWN = 40;

/** What a question asks for of the world, by the first word of its key: `zone.signed_up`. */
export function worldOf(key: string): KnownOption[] | null {
  switch (key.split('.')[0]) {
    case 'country':
      return countryNames();
    case 'currency':
      return currencyNames();
    case 'zone':
      return zoneNames();
    case undefined:
    default:
      return null;
  }
}

/** What leaves a question to the settings of the workspace. */
const NONE = 'none';

export interface WorldFieldProps extends Omit<AutocompleteProps, 'data' | 'value' | 'onChange'> {
  world: KnownOption[];
  value: string;
  onChange: (value: string) => void;
}

/** A country, a currency or a time zone: found by its name, written as files write it. */
export function WorldField({ world, value, onChange, ...rest }: WorldFieldProps): JSX.Element {
  const names = new Map(world.map((one) => [one.value, one.label]));
  // What is typed and names nothing yet is no answer: the file would be read by it, and refused.
  const [typed, setTyped] = useState<string | null>(null);
  const filter: OptionsFilter = ({ options, search }) => {
    const sought = search.trim().toLowerCase();
    const isChosen = names.has(search);
    return options.filter((option) => {
      if (!('value' in option)) return false;
      const text = `${option.value} ${names.get(option.value) ?? ''}`.toLowerCase();
      return isChosen || text.includes(sought);
    });
  };
  return (
    <Autocomplete
      {...rest}
      comboboxProps={{ withinPortal: false }}
      limit={N_SHOWN}
      maxDropdownHeight={280}
      data={world.map((one) => one.value)}
      filter={filter}
      renderOption={({ option }) => {
        const name = names.get(option.value) ?? option.value;
        return name === option.value ? name : `${name} (${option.value})`;
      }}
      value={typed ?? value}
      onChange={(text) => {
        const isAnswer = text === '' || text === NONE || names.has(text);
        setTyped(isAnswer ? null : text);
        if (isAnswer) onChange(text);
      }}
      onBlur={() => {
        if (typed === null) return;
        const sought = typed.trim().toLowerCase();
        const meant = world.find((one) =>
          [one.label, one.value].some((word) => word.toLowerCase() === sought),
        );
        setTyped(null);
        onChange(meant?.value ?? typed.trim());
      }}
    />
  );
}
