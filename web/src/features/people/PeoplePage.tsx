import { Button, CloseButton, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { ViewMenu } from '../../components/ViewMenu';
import { useMay } from '../../lib/useMay';
import { people as messages } from '../../messages/people';
import { ColumnMenu } from './ColumnMenu';
import { ExportDialog } from './ExportDialog';
import { PeopleFilters } from './PeopleFilters';
import { PeopleList } from './PeopleList';
import { peopleQuery, type PeopleChange, type PeopleSearch } from './peopleQuery';

const DEBOUNCE_MS = 250;

/** What is not said has no place in the address. */
function said(search: PeopleChange): PeopleSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** The unified people: searched, narrowed, ordered, and taken along for a purpose. */
export function PeoplePage(): JSX.Element {
  const search = useSearch({ from: '/_member/people' });
  const navigate = useNavigate({ from: '/people' });
  const may = useMay('take_people');
  const [typed, setTyped] = useState(search.q ?? '');
  const [isExporting, setIsExporting] = useState(false);
  const people = useInfiniteQuery(peopleQuery(search));
  const nPeople = people.data?.pages[0]?.n_total ?? 0;
  const go = (next: PeopleChange, isReplacing: boolean): void => {
    void navigate({ search: said(next), replace: isReplacing });
  };
  const find = useDebouncedCallback((q: string) => go({ ...search, q }, true), DEBOUNCE_MS);
  const type = (text: string): void => {
    setTyped(text);
    find(text.trim());
  };
  return (
    <>
      <PageHeader title={messages.peoplePage.title} lede={messages.peoplePage.lede} />
      <Group justify="space-between" align="flex-end" mb="md" gap="sm">
        <TextInput
          type="search"
          label={messages.peoplePage.searchPeople}
          placeholder={messages.peoplePage.searchPeoplePlaceholder}
          leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
          rightSection={
            typed !== '' && (
              <CloseButton size="sm" aria-label={messages.peoplePage.clearSearch} onClick={() => type('')} />
            )
          }
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          maw={480}
          flex={1}
          miw={240}
        />
        <Group gap="xs">
          <ViewMenu
            name="people"
            search={search}
            onOpen={(view) => {
              setTyped(view.q ?? '');
              go(view, false);
            }}
          />
          <ColumnMenu columns={search.columns} onChange={(columns) => go({ ...search, columns }, true)} />
          <Button
            variant="default"
            size="sm"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!may.isAllowed || nPeople === 0}
            title={may.whyNot ?? undefined}
            onClick={() => setIsExporting(true)}
          >
            {messages.peoplePage.takeAlong}
          </Button>
        </Group>
      </Group>
      <Group mb="md">
        <PeopleFilters search={search} onChange={(change) => go({ ...search, ...change }, false)} />
      </Group>
      <PeopleList search={search} people={people} onSort={(sort) => go({ ...search, sort }, true)} />
      {isExporting && (
        <ExportDialog search={search} nPeople={nPeople} onClose={() => setIsExporting(false)} />
      )}
    </>
  );
}
