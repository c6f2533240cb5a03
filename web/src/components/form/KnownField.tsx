import { Select, Text, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type JSX, type ReactNode } from 'react';
import { isOpen, type Known, type KnownOption } from '../../lib/knownPlaces';
import { components } from '../../messages/components';
import { AddressLink } from '../AddressLink';
import styles from './KnownField.module.css';
import { useKnown } from './useKnown';

const messages = components.known;

const TYPING_MS = 150;
/** More than anybody reads; who looks for another one types. */
const N_SHOWN = 60;

/** What a value that is not among those known is called, and whether it is a mistake. */
function strangerWords(known: Known, value: string): { mark: string; words: string; isWrong: boolean } {
  if (isOpen(known)) return { mark: messages.unseenMark, words: messages.unseen(value), isWrong: false };
  const { gone, goneMark: mark } = messages;
  switch (known.from) {
    case 'definitions':
    case 'prompts':
    case 'programmes':
      return { mark, words: gone.definitions(value), isWrong: true };
    case 'text':
      return { mark, words: gone.text(value), isWrong: true };
    case 'events':
    case 'traits':
    case 'sources':
    case 'values':
    case 'items':
      return { mark, words: gone.data(value), isWrong: true };
    case 'currencies':
    case 'zones':
    case 'countries':
    case 'moment':
    case 'day':
      return { mark: '', words: gone.world(value), isWrong: true };
  }
}

/** Where one of them is made; null where it is not made on a page. */
function wayToOne(known: Known): { words: string; link: string; href: string } | null {
  const { none, makeOne, importAFile } = messages;
  switch (known.from) {
    case 'definitions':
      return {
        words: none[known.kind],
        link: makeOne,
        href: known.kind === 'audience' ? '/audiences/new' : `/definitions?new=${known.kind}`,
      };
    case 'prompts':
      return { words: none.prompt, link: makeOne, href: '/definitions?new=prompt' };
    case 'programmes':
      return { words: none.programmes, link: makeOne, href: '/definitions?new=holdouts' };
    case 'events':
    case 'traits':
    case 'sources':
      return { words: none.data, link: importAFile, href: '/data' };
    case 'text':
    case 'values':
    case 'items':
    case 'currencies':
    case 'zones':
    case 'countries':
    case 'moment':
    case 'day':
      return null;
  }
}

/** Nothing to choose from yet, and where that is changed. */
export function NothingYet({ known }: { known: Known }): JSX.Element {
  const way = wayToOne(known);
  return (
    <Text size="sm" mt={4} data-nothing-yet>
      {way === null ? (
        messages.none.text
      ) : (
        <>
          {way.words} <AddressLink href={way.href}>{way.link}</AddressLink>
        </>
      )}
    </Text>
  );
}

interface Shown extends ComboboxItem {
  note: string;
}

/** Finds by every word, whether it stands in what it is called, in what the text writes or in what is said of it. */
export const byEveryWord: OptionsFilter = ({ options, search }) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (options as Shown[]).filter(({ label, value, note }) => {
    const text = `${label} ${value} ${note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

/** One of them in the list: what it is called, and what is said of it. */
export function renderKnown({ option }: { option: ComboboxItem }): ReactNode {
  return (
    <span className={styles.option}>
      <span>{option.label}</span>
      <span className={styles.note}>{(option as Shown).note}</span>
    </span>
  );
}

/** Those that are known, and what stands there without being known. */
export function withStrangers(known: Known, options: KnownOption[], values: string[]): KnownOption[] {
  const strangers = values.filter((value) => value !== '' && !options.some((one) => one.value === value));
  return [
    ...options,
    ...strangers.map((value) => ({ value, label: value, note: strangerWords(known, value).mark })),
  ];
}

export interface KnownFieldProps {
  known: Known;
  value: string;
  label: string | undefined;
  description: string | undefined;
  withAsterisk: boolean;
  disabled: boolean;
  error: ReactNode;
  'data-field': string;
  onBlur: () => void;
  /** Called with an empty text when it is taken out. */
  onChange: (value: string) => void;
}

/** A name that is chosen from what is there and not typed; one that is there no more is said to be so. */
export function KnownField(props: KnownFieldProps): JSX.Element {
  const { known, value, onChange, description, error, ...common } = props;
  const [sought, setSought] = useState('');
  const [asked] = useDebouncedValue(sought, TYPING_MS);
  const { options, isPending } = useKnown(known, asked === value ? '' : asked);
  const isStrange = !isPending && value !== '' && !options.some((one) => one.value === value);
  const stranger = isStrange ? strangerWords(known, value) : null;
  const shown = isPending && value !== '' ? [{ value, label: value, note: '' }] : options;
  const data = isPending ? shown : withStrangers(known, shown, [value]);
  const typed = sought.trim();
  const isNew = isOpen(known) && typed !== '' && !data.some((one) => [one.value, one.label].includes(typed));
  const isEmpty = !isPending && options.length === 0 && !isOpen(known);
  return (
    <div>
      <Select
        {...common}
        description={stranger?.isWrong === false ? stranger.words : description}
        error={error ?? (stranger?.isWrong === true ? stranger.words : undefined)}
        placeholder={isOpen(known) ? messages.chooseOrType : messages.choose}
        searchable
        clearable={!common.withAsterisk}
        allowDeselect={false}
        limit={N_SHOWN}
        value={value === '' ? null : value}
        data={isNew ? [...data, { value: typed, label: messages.useTyped(typed), note: '' }] : data}
        filter={byEveryWord}
        renderOption={renderKnown}
        nothingFoundMessage={messages.nothingFits}
        maxDropdownHeight={320}
        comboboxProps={{ withinPortal: true }}
        searchValue={sought}
        onSearchChange={setSought}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
      {isEmpty && <NothingYet known={known} />}
    </div>
  );
}
