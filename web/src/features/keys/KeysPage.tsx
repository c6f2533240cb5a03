import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { AskDialog } from '../../components/AskDialog';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { Moment } from '../../components/Moment';
import { showDone, showProblem } from '../../components/notices';
import type { ProblemError } from '../../api/problem';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import { useMay } from '../../lib/useMay';
import { keys as messages } from '../../messages/keys';
import { endKey } from './endKey';
import { keysQuery, type ListedKey } from './keysQuery';
import { NewKeyDialog } from './NewKeyDialog';

function KeyRow({ listed }: { listed: ListedKey }): JSX.Element {
  const { isAllowed } = useMay('keep_keys');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const ending = useMutation({
    mutationFn: () => endKey(listed.id),
    onSuccess: async () => {
      setAsking(false);
      showDone(messages.keysPage.keyIsEnded, messages.keysPage.whatCameByStaysNothing);
      await queryClient.invalidateQueries({ queryKey: ['write-keys'] });
    },
    onError: (error: ProblemError) => showProblem(error),
  });
  const isBrowser = listed.kind === 'browser';
  return (
    <Group component="li" justify="space-between" py="sm" data-key={listed.source}>
      <div>
        <Text fw={600}>{listed.source}</Text>
        <Text size="sm" c="dimmed">
          {messages.keysPage.madeFingerprint(
            isBrowser ? messages.keysPage.pageOrApp : messages.keysPage.onAMachineOfYours,
            <Moment at={listed.created_at} />,
            listed.id,
          )}
        </Text>
      </div>
      {isAllowed && (
        <Button
          size="xs"
          variant="default"
          aria-label={messages.keysPage.endTheKeyOf(listed.source)}
          onClick={() => setAsking(true)}
        >
          {messages.keysPage.end}
        </Button>
      )}
      {isAsking && (
        <AskDialog
          title={messages.keysPage.askEnd(listed.source)}
          act={messages.keysPage.endIt}
          isBusy={ending.isPending}
          onAct={() => ending.mutate()}
          onClose={() => setAsking(false)}
        >
          {messages.keysPage.whoeverPostsIsRefused(listed.source)}
        </AskDialog>
      )}
    </Group>
  );
}

function Keys(): JSX.Element {
  const keys = useQuery(keysQuery);
  switch (keys.status) {
    case 'pending':
      return <ListSkeleton noun={messages.keysPage.noun} rowHeightPx={56} />;
    case 'error':
      return <ProblemNote problem={keys.error} onRetry={() => void keys.refetch()} />;
    case 'success':
      return (
        <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--tl-surface)">
          {keys.data.items.length === 0 ? (
            <EmptyState
              icon={<IconKey size={32} stroke={1.4} aria-hidden />}
              title={messages.keysPage.noWriteKeysYet}
              text={messages.keysPage.noWriteKeysYetText}
            />
          ) : (
            <Stack
              component="ul"
              gap={0}
              m={0}
              p={0}
              style={{ listStyle: 'none' }}
              aria-label={messages.keysPage.writeKeys}
            >
              {keys.data.items.map((listed) => (
                <KeyRow key={listed.id} listed={listed} />
              ))}
            </Stack>
          )}
        </Paper>
      );
  }
}

/** In the address it stands for the dialog that makes one. */
const NEW = 'new';

/** The keys with which an SDK posts events. */
export function KeysPage(): JSX.Element {
  const { isAllowed } = useMay('keep_keys');
  const { ask } = useSearch({ from: '/_member/keys' });
  const navigate = useNavigate({ from: '/keys' });
  const setMaking = (isMaking: boolean): void =>
    void navigate({ search: isMaking ? { ask: NEW } : {}, replace: !isMaking });
  return (
    <Stack gap="md" data-page="keys">
      <PageHeader
        title={messages.keysPage.writeKeys}
        lede={messages.keysPage.lede}
        aside={
          isAllowed && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
              {messages.keysPage.makeAKey}
            </Button>
          )
        }
      />
      <WhyNot act="keep_keys" />
      <Keys />
      {isAllowed && ask === NEW && <NewKeyDialog onClose={() => setMaking(false)} />}
    </Stack>
  );
}
