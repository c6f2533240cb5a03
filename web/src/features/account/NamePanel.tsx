import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouteContext, useRouter } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { showDone } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { asSentence } from '../../lib/words';
import { account as messages } from '../../messages/account';
import { rename } from './rename';

/** The member's own name. */
export function NamePanel(): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  const queryClient = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState(session.member.name);
  const renaming = useMutation({
    mutationFn: rename,
    onSuccess: async (member) => {
      setName(member.name);
      queryClient.setQueryData<Schemas['Session'] | null>(['session'], (known) =>
        known == null ? known : { ...known, member },
      );
      await Promise.all([router.invalidate(), queryClient.invalidateQueries({ queryKey: ['team'] })]);
      showDone(messages.namePanel.nameChanged, messages.namePanel.whatYouDidBeforeShown);
    },
  });
  return (
    <Panel title={messages.namePanel.name} hint={messages.namePanel.nameHint(session.member.email)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          renaming.mutate(name);
        }}
      >
        <Group align="flex-end">
          <TextInput
            label={messages.namePanel.yourName}
            autoComplete="name"
            maw={360}
            flex={1}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={renaming.error === null ? undefined : asSentence(renaming.error.problem.detail)}
          />
          <Button
            type="submit"
            variant="default"
            loading={renaming.isPending}
            disabled={name.trim() === '' || name.trim() === session.member.name}
          >
            {messages.namePanel.save}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
