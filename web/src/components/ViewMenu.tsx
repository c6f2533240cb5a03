import { Button, Group, Menu, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import type { ListSearch } from '../lib/listing';
import { keepViews, viewsQuery, type SavedView } from '../lib/viewsQuery';
import { components } from '../messages/components';
import { Dialog } from './Dialog';
import { showDone, showProblem } from './notices';
import { ProblemNote } from './ProblemNote';

const messages = components.viewMenu;

export interface ViewMenuProps {
  /** The list, as the member's views are filed under. */
  name: string;
  /** How the list is narrowed, ordered and what it shows. */
  search: ListSearch;
  onOpen: (search: ListSearch) => void;
}

/** What the address says, in one order whatever was chosen first. */
function addressOf(search: ListSearch): string {
  const said = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(said.toSorted(([a], [b]) => a.localeCompare(b))).toString();
}

const isSame = (a: SavedView, b: SavedView): boolean => a.page === b.page && a.name === b.name;

/** What is being named: what is shown now, or a view that has a name already. */
type Naming = { view: SavedView | null; name: string };

/** Views of a list that the member keeps: how it is narrowed, ordered and what it shows. */
export function ViewMenu({ name: page, search, onOpen }: ViewMenuProps): JSX.Element {
  const queryClient = useQueryClient();
  const views = useQuery(viewsQuery);
  const [naming, setNaming] = useState<Naming | null>(null);
  const own = (views.data?.items ?? []).filter((view) => view.page === page);
  const here = addressOf(search);
  const at = own.find((view) => view.search === here);
  /** Changes what is kept now, and not what was kept when the menu was opened. */
  const change = async (next: (items: SavedView[]) => SavedView[]): Promise<void> => {
    const before = await queryClient.query({ ...viewsQuery, staleTime: 0 });
    queryClient.setQueryData(viewsQuery.queryKey, await keepViews(next(before.items)));
  };
  const keep = useMutation({ mutationFn: change, onSuccess: () => setNaming(null) });
  const save = ({ view, name }: Naming): void => {
    const called = name.trim();
    keep.mutate((items) =>
      view === null
        ? [...items, { page, name: called, search: here }]
        : items.map((other) => (isSame(other, view) ? { ...other, name: called } : other)),
    );
  };
  const remove = (view: SavedView): void => {
    const putBack = (): Promise<void> =>
      change((items) => (items.some((other) => isSame(other, view)) ? items : [...items, view]));
    keep.mutate((items) => items.filter((other) => !isSame(other, view)), {
      onSuccess: () => showDone(messages.isRemoved(view.name), messages.listItselfUnchanged, putBack),
      onError: showProblem,
    });
  };
  const isTaken =
    naming !== null &&
    own.some((view) => view.name === naming.name.trim() && view.name !== naming.view?.name);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconBookmark size={16} aria-hidden />}
            data-views={page}
          >
            {at?.name ?? messages.views}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {own.length === 0 && (
            <Text size="sm" c="dimmed" px="sm" py={6}>
              {messages.viewKeepsHowListNarrowed}
            </Text>
          )}
          {own.map((view) => (
            <Group key={view.name} role="none" wrap="nowrap" gap={2}>
              <Menu.Item
                fw={view === at ? 600 : 400}
                onClick={() => onOpen(Object.fromEntries(new URLSearchParams(view.search)))}
              >
                {view.name}
              </Menu.Item>
              <Menu.Item
                w="auto"
                px={8}
                aria-label={messages.renameTheView(view.name)}
                onClick={() => setNaming({ view, name: view.name })}
              >
                <IconPencil size={14} aria-hidden />
              </Menu.Item>
              <Menu.Item
                w="auto"
                px={8}
                aria-label={messages.removeTheView(view.name)}
                onClick={() => remove(view)}
              >
                <IconTrash size={14} aria-hidden />
              </Menu.Item>
            </Group>
          ))}
          <Menu.Divider />
          <Menu.Item
            onClick={() => setNaming({ view: null, name: '' })}
            disabled={at !== undefined || here === '' || views.data === undefined}
          >
            {messages.keepWhatIsShownNow}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog
        isOpen={naming !== null}
        onClose={() => setNaming(null)}
        title={naming?.view == null ? messages.keepThisView : messages.renameThisView}
        centered
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (naming !== null && !isTaken) save(naming);
          }}
        >
          <TextInput
            label={messages.name}
            data-autofocus
            required
            error={isTaken ? messages.nameIsTaken : undefined}
            value={naming?.name ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setNaming((before) => (before === null ? null : { ...before, name: value }));
            }}
          />
          {keep.error !== null && <ProblemNote problem={keep.error} />}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={() => setNaming(null)}>
              {messages.cancel}
            </Button>
            <Button
              type="submit"
              loading={keep.isPending}
              disabled={(naming?.name ?? '').trim() === '' || isTaken}
            >
              {naming?.view == null ? messages.keep : messages.rename}
            </Button>
          </Group>
        </form>
      </Dialog>
    </>
  );
}
