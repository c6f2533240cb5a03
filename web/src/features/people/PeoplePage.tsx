import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { PageHeader } from '../../components/PageHeader';
import { PeopleList } from './PeopleList';

const DEBOUNCE_MS = 250;

/** Search over the unified people. */
export function PeoplePage(): JSX.Element {
  const { q = '' } = useSearch({ from: '/_member/people' });
  const navigate = useNavigate({ from: '/people' });
  const [typed, setTyped] = useState(q);
  const search = useDebouncedCallback((text: string) => {
    void navigate({ search: text === '' ? {} : { q: text }, replace: true });
  }, DEBOUNCE_MS);
  const change = (text: string): void => {
    setTyped(text);
    search(text.trim());
  };
  return (
    <>
      <PageHeader
        title="People"
        lede="Everyone your sources speak of, joined into one person each. Open one to see which records were joined and why."
      />
      <TextInput
        type="search"
        label="Search people"
        placeholder="Name, e-mail, phone, customer or order number"
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
        rightSection={
          typed !== '' && <CloseButton size="sm" aria-label="Clear search" onClick={() => change('')} />
        }
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        maw={480}
        mb="md"
      />
      <PeopleList q={q} />
    </>
  );
}
