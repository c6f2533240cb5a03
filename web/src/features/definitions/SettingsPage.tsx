import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { useMay } from '../../lib/useMay';
import { DefinitionView } from './DefinitionPage';
import { definitionsQuery } from './definitionsQuery';
import { keepDraft } from './keepDraft';
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
      <PageHeader title="Workspace" lede="What holds for all of your work." />
      {beginning.error !== null && <ProblemNote problem={beginning.error} />}
      <EmptyState
        icon={<IconSettings size={32} stroke={1.4} aria-hidden />}
        title="Nothing is set yet"
        text="The country your people are at home in (of it are phone numbers without a country), what you contact them for, and how often and when nobody may be contacted: a pilot may only be stricter."
        action={
          isAllowed ? (
            <Button loading={beginning.isPending || schema.isPending} onClick={() => beginning.mutate()}>
              Begin from an example
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
      return <Skeleton h={360} radius="lg" role="status" aria-label="Loading the settings" />;
    case 'error':
      return <ProblemNote problem={all.error} onRetry={() => void all.refetch()} />;
    case 'success':
      return all.data.items.some(({ kind }) => kind === ID.kind) ? (
        <DefinitionView id={ID} tab={tab} />
      ) : (
        <Begin />
      );
  }
}
