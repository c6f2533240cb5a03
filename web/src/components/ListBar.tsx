import { Button, CloseButton, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type JSX } from 'react';
import { changed, onlyOf, type ListSearch } from '../lib/listing';
import { components } from '../messages/components';
import { ViewMenu } from './ViewMenu';

const messages = components.listBar;

const TYPING_MS = 200;

/** One way to narrow a list. */
export interface ListFilter {
  /** Its name in the address. */
  key: string;
  label: string;
  /** What stands there while nothing is chosen. */
  any: string;
  options: { value: string; label: string }[];
}

export interface ListBarProps {
  /** The list, as views of it are filed. */
  name: string;
  /** What the address says, of this list and of whatever else stands in it. */
  search: ListSearch;
  /** What is looked for by words; without it nothing is. */
  find?: string;
  filters?: ListFilter[];
  /** The orders there are beside the one in which things come. */
  sorts?: { value: string; label: string }[];
  /** What the order is called in which things come. */
  usualSort?: string;
  onChange: (search: ListSearch, isReplacing: boolean) => void;
}

/** Narrows and orders a list, all of it in the address, and keeps that under a name. */
export function ListBar(props: ListBarProps): JSX.Element {
  const { name, search, find, filters = [], sorts = [], usualSort = '', onChange } = props;
  const keys = ['q', 'sort', ...filters.map(({ key }) => key)];
  const own = onlyOf(search, keys);
  // What is typed leads while somebody types; the address is behind by a moment.
  const [typing, setTyping] = useState<string | null>(null);
  const put = (next: ListSearch, isReplacing: boolean): void => {
    const others = Object.entries(search).filter(([key]) => !keys.includes(key));
    onChange({ ...Object.fromEntries(others), ...next }, isReplacing);
  };
  const look = useDebouncedCallback((q: string) => {
    put(changed(own, { q }), true);
    setTyping(null);
  }, TYPING_MS);
  const type = (q: string): void => {
    setTyping(q);
    look(q.trim());
  };
  const typed = typing ?? own['q'] ?? '';
  const isNarrowed = keys.some((key) => key !== 'sort' && own[key] !== undefined);
  return (
    <Group gap="sm" align="flex-end" mb="md" data-list-bar={name}>
      {find !== undefined && (
        <TextInput
          type="search"
          size="sm"
          label={find}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          rightSection={
            typed === '' ? undefined : (
              <CloseButton size="sm" aria-label={messages.clear} onClick={() => type('')} />
            )
          }
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          flex="1 1 200px"
          maw={320}
        />
      )}
      {filters.map(({ key, label, any, options }) => (
        <Select
          key={key}
          label={label}
          placeholder={any}
          size="sm"
          flex="1 1 140px"
          maw={220}
          clearable
          searchable={options.length > 8}
          clearButtonProps={{ 'aria-label': any }}
          value={own[key] ?? null}
          data={options}
          onChange={(value) => put(changed(own, { [key]: value ?? undefined }), false)}
        />
      ))}
      {sorts.length > 0 && (
        <Select
          label={messages.order}
          size="sm"
          flex="1 1 140px"
          maw={220}
          allowDeselect={false}
          value={own['sort'] ?? ''}
          data={[{ value: '', label: usualSort }, ...sorts]}
          onChange={(value) => put(changed(own, { sort: value ?? undefined }), false)}
        />
      )}
      <Group gap="xs" ml="auto">
        {isNarrowed && (
          <Button
            variant="subtle"
            size="sm"
            onClick={() => {
              setTyping(null);
              put(onlyOf(own, ['sort']), false);
            }}
          >
            {messages.showAll}
          </Button>
        )}
        <ViewMenu
          name={name}
          search={own}
          onOpen={(view) => {
            setTyping(null);
            put(onlyOf(view, keys), false);
          }}
        />
      </Group>
    </Group>
  );
}
