import { ActionIcon, Badge, Group, Menu, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Moment } from '../../components/Moment';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { useMay } from '../../lib/useMay';
import { definitions as messages } from '../../messages/definitions';
import { Dependents } from './Dependents';
import { definitionQuery, type DefinitionId, type ShownDefinition } from '../../lib/definitionQuery';
import { EditTab } from './EditTab';
import { HistoryTab } from './HistoryTab';
import { kindOf } from './kinds';
import { RemoveDialog } from './RemoveDialog';
import { RenameDialog } from './RenameDialog';
import { StateBadge } from './StateBadge';

/** What can be done with the whole of it. */
function Actions({ shown }: { shown: ShownDefinition }): JSX.Element | null {
  const { isAllowed } = useMay('make');
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  if (!isAllowed) return null;
  const isSingle = kindOf(shown.kind).single !== null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={messages.definitionPage.moreAbout(shown.name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!isSingle && (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('rename')}>
              {messages.definitionPage.rename}
            </Menu.Item>
          )}
          {shown.applied !== null && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('remove')}>
              {messages.definitionPage.delete}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'rename' && <RenameDialog shown={shown} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog shown={shown} onClose={() => setOpen(null)} />}
    </>
  );
}

function Head({ shown }: { shown: ShownDefinition }): JSX.Element {
  const { kind, name, applied, draft } = shown;
  const state = applied === null ? 'draft' : draft === null ? 'applied' : 'changed';
  return (
    <PageHeader
      title={name}
      lede={
        <Stack gap={2}>
          <Group gap="xs">
            <TextLink to="/definitions" hash={kind}>
              {kindOf(kind).one}
            </TextLink>
            <StateBadge state={state} />
            {applied !== null && (
              <Badge variant="outline" color="gray">
                {messages.definitionPage.version(applied.version)}
              </Badge>
            )}
          </Group>
          {applied !== null && (
            <Text size="sm">
              {messages.definitionPage.appliedBy(
                applied.by,
                <Moment at={applied.at} />,
                applied.reason !== '' && <>: “{applied.reason}”</>,
              )}
            </Text>
          )}
          {draft !== null && (
            <Text size="sm">{messages.definitionPage.draftOf(draft.by, <Moment at={draft.at} />)}</Text>
          )}
          <Dependents dependents={shown.dependents} words={messages.definitionPage.usedBy} />
        </Stack>
      }
      aside={<Actions shown={shown} />}
    />
  );
}

function Absent({ id }: { id: DefinitionId }): JSX.Element {
  return (
    <Stack>
      <PageHeader title={id.name} lede={messages.definitionPage.lede(kindOf(id.kind).within)} />
      <HistoryTab id={id} />
    </Stack>
  );
}

/** One definition: what counts, what is drafted, its history. */
export function DefinitionView({ id, tab }: { id: DefinitionId; tab: string | undefined }): JSX.Element {
  const navigate = useNavigate();
  const found = useQuery(definitionQuery(id));
  switch (found.status) {
    case 'pending':
      return (
        <Skeleton
          h={360}
          radius="lg"
          role="status"
          aria-label={messages.definitionPage.loadingTheDefinition}
        />
      );
    case 'error':
      if (found.error.problem.status === 404) return <Absent id={id} />;
      return <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />;
    case 'success':
      return (
        <Stack gap="md" data-page="definition" data-state-stamp={found.data.stamp}>
          <Head shown={found.data} />
          <Tabs
            value={tab === 'history' ? 'history' : 'edit'}
            onChange={(next) =>
              void navigate({ to: '.', search: next === 'history' ? { tab: 'history' } : {}, replace: true })
            }
          >
            <Tabs.List mb="md">
              <Tabs.Tab value="edit">{messages.definitionPage.formAndText}</Tabs.Tab>
              <Tabs.Tab value="history">{messages.definitionPage.history}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="edit" keepMounted>
              <EditTab key={`${id.kind}/${id.name}`} shown={found.data} />
            </Tabs.Panel>
            <Tabs.Panel value="history" keepMounted={false}>
              <HistoryTab id={id} />
            </Tabs.Panel>
          </Tabs>
        </Stack>
      );
  }
}

/** The page of one definition, at its own address. */
export function DefinitionPage(): JSX.Element {
  const { kind, name } = useParams({ from: '/_member/definitions/$kind/$name' });
  const { tab } = useSearch({ from: '/_member/definitions/$kind/$name' });
  return <DefinitionView id={{ kind, name }} tab={tab} />;
}
