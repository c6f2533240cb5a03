import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { answer, client } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { definitions as messages } from '../../messages/definitions';
import type { DefinitionSummary } from '../../lib/definitionsQuery';
import { keepDraft } from './keepDraft';
import { named } from './named';
import type { Kind } from './kinds';
import { schemaQuery } from './schemaQuery';
import { textOf } from './useEditing';

export interface NewDialogProps {
  kind: Kind;
  known: DefinitionSummary[];
  onClose: () => void;
}

const EXAMPLE = '';

/** The text of another definition of the kind, to begin from. */
async function copyOf(kind: string, name: string): Promise<string> {
  return textOf(
    await answer(client.GET('/api/v1/definitions/{kind}/{name}', { params: { path: { kind, name } } })),
  );
}

/** Begins a definition: from the example of its kind, or from one that is there. */
export function NewDialog({ kind, known, onClose }: NewDialogProps): JSX.Element {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const schema = useQuery(schemaQuery(kind.kind));
  const [name, setName] = useState(kind.single ?? '');
  const [from, setFrom] = useState(EXAMPLE);
  const alike = known.filter((found) => found.kind === kind.kind);
  const making = useMutation({
    mutationFn: async () => {
      const text = from === EXAMPLE ? (schema.data?.example ?? '') : await copyOf(kind.kind, from);
      return keepDraft({
        kind: kind.kind,
        name: name.trim(),
        text: named(kind.kind, text, name.trim()),
        stamp: null,
      });
    },
    onSuccess: async (kept) => {
      queryClient.setQueryData(['definitions', kept.kind, kept.name], kept);
      await navigate({ to: '/definitions/$kind/$name', params: { kind: kept.kind, name: kept.name } });
      await queryClient.invalidateQueries({ queryKey: ['definitions'], exact: true });
    },
  });
  const isTaken = alike.some((found) => found.name === name.trim());
  return (
    <Dialog isOpen onClose={onClose} title={messages.newDialog.new(kind.one)} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack>
          {making.error !== null && <ProblemNote problem={making.error} />}
          {kind.hint !== '' && <Text size="sm">{kind.hint}</Text>}
          {kind.single === null && (
            <TextInput
              label={messages.newDialog.name}
              description={
                kind.kind === 'prompt'
                  ? messages.newDialog.withItsVersionAtEnd
                  : messages.newDialog.smallLettersDigitsHyphensName
              }
              data-autofocus
              error={isTaken ? messages.newDialog.thereOneThisNameOpen : undefined}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {alike.length > 0 && (
            <NativeSelect
              label={messages.newDialog.beginFrom}
              value={from}
              data={[
                { value: EXAMPLE, label: messages.newDialog.example },
                ...alike.map((found) => ({
                  value: found.name,
                  label: messages.newDialog.copyOf(found.name),
                })),
              ]}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.newDialog.cancel}
            </Button>
            <Button
              type="submit"
              loading={making.isPending || schema.isPending}
              disabled={name.trim() === '' || isTaken}
            >
              {messages.newDialog.begin}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
