import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouteContext, useRouter } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { answer, client, type Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { showDone } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { enterWorkspace } from '../../lib/enterWorkspace';
import { useMay } from '../../lib/useMay';
import { asSentence } from '../../lib/words';
import { definitions as messages } from '../../messages/definitions';
import { holdingsQuery } from './holdingsQuery';

const words = messages.removeWorkspacePanel;

/** Names what goes, asks for the workspace's name, and removes it. */
function RemoveWorkspaceDialog({
  holdings,
  onClose,
}: {
  holdings: Schemas['WorkspaceHoldings'];
  onClose: () => void;
}): JSX.Element {
  const queryClient = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState('');
  const removing = useMutation({
    mutationFn: () => answer(client.POST('/api/v1/workspace/removal', { body: { name } })),
    onSuccess: async ({ session, name: removed }) => {
      await enterWorkspace(queryClient, router, session);
      showDone(
        words.isRemoved(removed),
        session == null ? words.nothingOfItIsLeft : words.youAreIn(session.workspace.name),
      );
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={words.removeNamed(holdings.name)} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          removing.mutate();
        }}
      >
        <Stack>
          {removing.error !== null && <ProblemNote problem={removing.error} />}
          <Text size="sm">{words.allOfThisGoes}</Text>
          <List size="sm" withPadding>
            {words.whatGoes(holdings).map((what) => (
              <List.Item key={what}>{what}</List.Item>
            ))}
          </List>
          <Text size="sm">{words.itCannotBeUndone}</Text>
          <TextInput
            label={words.writeItsName(holdings.name)}
            data-autofocus
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button
              type="submit"
              color="brick"
              loading={removing.isPending}
              disabled={name.trim() !== holdings.name}
            >
              {words.remove}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Body(): JSX.Element {
  const holdings = useQuery(holdingsQuery);
  const [isAsking, setAsking] = useState(false);
  if (holdings.error !== null) {
    return <ProblemNote problem={holdings.error} onRetry={() => void holdings.refetch()} />;
  }
  const whyNot = holdings.data?.why_not;
  return (
    <>
      {whyNot != null && (
        <Text size="sm" c="dimmed" mb="sm">
          {asSentence(whyNot)}
        </Text>
      )}
      <Button
        color="brick"
        variant="light"
        loading={holdings.isPending}
        disabled={whyNot != null}
        onClick={() => setAsking(true)}
      >
        {words.removeEllipsis}
      </Button>
      {isAsking && holdings.data !== undefined && (
        <RemoveWorkspaceDialog holdings={holdings.data} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

/** The end of a simulated workspace, for who may bring it about; nothing in any other. */
export function RemoveWorkspacePanel(): JSX.Element | null {
  const { session } = useRouteContext({ from: '/_member' });
  const { isAllowed } = useMay('keep_workspaces');
  if (!session.workspace.is_simulated || !isAllowed) return null;
  return (
    <Panel title={words.title} hint={words.hint}>
      <Body />
    </Panel>
  );
}
