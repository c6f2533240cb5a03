import { Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext, useRouter } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState, type JSX, type KeyboardEvent } from 'react';
import { Dialog } from '../components/Dialog';
import { app as messages } from '../messages/app';
import styles from './Palette.module.css';
import { itemsFor, type Deed, type Item } from './paletteItems';
import { foundPeopleQuery, namedQuery } from './paletteQuery';

const TYPING_MS = 150;

export interface PaletteProps {
  onClose: () => void;
  /** Does what is done where one is. */
  onDeed: (deed: Deed) => void;
}

/** Leads anywhere by a few letters, and does a few things: pages, pilots, audiences, definitions, people. */
export function Palette({ onClose, onDeed }: PaletteProps): JSX.Element {
  const router = useRouter();
  const { session } = useRouteContext({ from: '/_member' });
  const id = useId();
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), TYPING_MS);
  const named = useQuery(namedQuery);
  const people = useQuery(foundPeopleQuery(asked));
  const items = itemsFor({
    query,
    named: named.data,
    workspaces: session.workspaces.filter(({ is_here }) => !is_here),
    people: asked.length < 2 ? [] : (people.data?.items ?? []),
    may: (act) => session.permissions.some((permission) => permission.act === act && permission.is_allowed),
  });
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, Math.max(0, items.length - 1));
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const open = (item: Item | undefined): void => {
    if (item === undefined) return;
    onClose();
    if (item.does === undefined) router.history.push(item.href);
    else onDeed(item.does);
  };
  const move = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (event.key === 'Enter') open(items[at]);
    else if (step === undefined) return;
    else setChosen(Math.min(items.length - 1, Math.max(0, at + step)));
    event.preventDefault();
  };
  return (
    <Dialog isOpen onClose={onClose} title={messages.palette.goTo} size="lg" yOffset="10vh">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={messages.palette.find}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={items.length === 0 ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        placeholder={messages.palette.findPlaceholder}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={move}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={messages.palette.places}
        className={styles.list}
      >
        {items.map((item, nth) => (
          // The keys are handled by the field, which keeps the focus.
          <li
            key={`${item.kind} ${item.href} ${item.label}`}
            id={`${id}-${nth}`}
            role="option"
            aria-selected={nth === at}
            className={styles.item}
            onMouseEnter={() => setChosen(nth)}
            onClick={() => open(item)}
          >
            <span className={styles.kind}>{item.kind}</span>
            <span>{item.label}</span>
            <span className={styles.detail}>{item.detail}</span>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" role="status" mt="xs">
        {items.length === 0 && !people.isFetching ? messages.palette.nothingIsCalledThat : ''}
      </Text>
    </Dialog>
  );
}
