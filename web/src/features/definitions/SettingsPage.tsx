import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { useMay } from '../../lib/useMay';
import { definitions as messages } from '../../messages/definitions';
import { DefinitionView } from './DefinitionPage';
import { definitionsQuery } from '../../lib/definitionsQuery';
import { keepDraft } from './keepDraft';
import { RemoveWorkspacePanel } from './RemoveWorkspacePanel';
import { schemaQuery } from './schemaQuery';

const ID = { kind: 'workspace', name: 'workspace' };

/** Before anything is set: what can be, and a way to begin. */
function Begin(): JSX.Element {
  const { isAllowed, whyNot } = useMay('make');
  const queryClient = useQueryClient();
  const schema = useQuery(schemaQuery(ID.kind));
  const beginning = useMutation({
    mutationFn: () => keepDraft({ ...ID, text: schema.data?.example ?? '', stamp: null }),
    onSuccess: async (kept) => {
      queryClient.setQueryData(['definitions', ID.kind, ID.name], kept);
      await queryClient.invalidateQueries({ queryKey: ['definitions'], exact: true });
    },
  });
  return (
    <Stack>
      <PageHeader title={messages.settingsPage.title} lede={messages.settingsPage.lede} />
      {beginning.error !== null && <ProblemNote problem={beginning.error} />}
      <EmptyState
        icon={<IconSettings size={32} stroke={1.4} aria-hidden />}
        title={messages.settingsPage.nothingIsSetYet}
        text={messages.settingsPage.nothingIsSetYetText}
        action={
          isAllowed ? (
            <Button loading={beginning.isPending || schema.isPending} onClick={() => beginning.mutate()}>
              {messages.settingsPage.beginFromAnExample}
            </Button>
          ) : (
            <Text size="sm" c="dimmed">
              {whyNot}
            </Text>
          )
        }
      />
    </Stack>
  );
}

/** The workspace's own settings: one definition, with a page of its own. */
export function SettingsPage(): JSX.Element {
  const { tab } = useSearch({ from: '/_member/settings' });
  const all = useQuery(definitionsQuery);
  switch (all.status) {
    case 'pending':
      return (
        <Skeleton h={360} radius="lg" role="status" aria-label={messages.settingsPage.loadingTheSettings} />
      );
    case 'error':
      return <ProblemNote problem={all.error} onRetry={() => void all.refetch()} />;
    case 'success':
      return (
        <Stack gap="xl">
          {all.data.items.some(({ kind }) => kind === ID.kind) ? (
            <DefinitionView id={ID} tab={tab} />
          ) : (
            <Begin />
          )}
          <RemoveWorkspacePanel />
        </Stack>
      );
  }
}
