import { ActionIcon, Button, Group, Menu, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { people as messages } from '../../messages/people';
import type { PeopleSearch } from './peopleQuery';
import { keepViews, viewsQuery, type SavedView } from './viewsQuery';

const PAGE = 'people';

export interface ViewMenuProps {
  search: PeopleSearch;
  onOpen: (search: PeopleSearch) => void;
}

/** What the address says, in one order whatever was chosen first. */
function addressOf(search: PeopleSearch): string {
  return new URLSearchParams(Object.entries(search).toSorted(([a], [b]) => a.localeCompare(b))).toString();
}

/** Views of the list that the member keeps: how it is narrowed, ordered and what it shows. */
export function ViewMenu({ search, onOpen }: ViewMenuProps): JSX.Element {
  const queryClient = useQueryClient();
  const views = useQuery(viewsQuery);
  const [name, setName] = useState<string | null>(null);
  const all = views.data?.items ?? [];
  const own = all.filter(({ page }) => page === PAGE);
  const here = addressOf(search);
  const keep = useMutation({
    mutationFn: (items: SavedView[]) => keepViews(items),
    onSuccess: (kept) => {
      queryClient.setQueryData(viewsQuery.queryKey, kept);
      setName(null);
    },
  });
  const remove = (view: SavedView): void => {
    const put = async (items: SavedView[]): Promise<void> => {
      queryClient.setQueryData(viewsQuery.queryKey, await keepViews(items));
    };
    keep.mutate(
      all.filter((other) => other !== view),
      {
        onSuccess: () =>
          showDone(messages.viewMenu.isRemoved(view.name), messages.viewMenu.listItselfUnchanged, () =>
            put(all),
          ),
      },
    );
  };
  const at = own.find((view) => view.search === here);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={260}>
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconBookmark size={16} aria-hidden />}>
            {at?.name ?? messages.viewMenu.views}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {own.length === 0 && (
            <Text size="sm" c="dimmed" px="sm" py={6}>
              {messages.viewMenu.viewKeepsHowListNarrowed}
            </Text>
          )}
          {own.map((view) => (
            <Group key={view.name} wrap="nowrap" gap={2}>
              <Menu.Item onClick={() => onOpen(Object.fromEntries(new URLSearchParams(view.search)))}>
                {view.name}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={messages.viewMenu.removeTheView(view.name)}
                onClick={() => remove(view)}
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setName('')} disabled={at !== undefined || views.data === undefined}>
            {messages.viewMenu.keepWhatIsShownNow}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog
        isOpen={name !== null}
        onClose={() => setName(null)}
        title={messages.viewMenu.keepThisView}
        centered
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep.mutate([...all, { page: PAGE, name: (name ?? '').trim(), search: here }]);
          }}
        >
          <TextInput
            label={messages.viewMenu.name}
            data-autofocus
            required
            value={name ?? ''}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {keep.error !== null && <ProblemNote problem={keep.error} />}
          <Group justify="flex-end" mt="md">
            <Button type="submit" loading={keep.isPending} disabled={(name ?? '').trim() === ''}>
              {messages.viewMenu.keep}
            </Button>
          </Group>
        </form>
      </Dialog>
    </>
  );
}
