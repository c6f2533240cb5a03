import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answer, client } from '../api/client';
import { Dialog } from '../components/Dialog';
import { ProblemNote } from '../components/ProblemNote';
import { countryNames } from '../lib/worldNames';
import { app as messages } from '../messages/app';

const words = messages.newWorkspaceDialog;

export interface NewWorkspaceDialogProps {
  onClose: () => void;
  onMade: (id: string) => void;
}

/** Makes a workspace: its name, and where its people are at home. */
export function NewWorkspaceDialog({ onClose, onMade }: NewWorkspaceDialogProps): JSX.Element {
  const [name, setName] = useState('');
  const [country, setCountry] = useState('');
  const making = useMutation({
    mutationFn: () =>
      answer(
        client.POST('/api/v1/workspaces', {
          body: { name: name.trim(), country: country === '' ? null : country },
        }),
      ),
    onSuccess: ({ id }) => onMade(id),
  });
  const countries = [
    { value: '', label: words.noCountry },
    ...countryNames().map(({ value, label }) => ({ value, label })),
  ];
  return (
    <Dialog isOpen onClose={onClose} title={words.title} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack>
          {making.error !== null && <ProblemNote problem={making.error} />}
          <Text size="sm">{words.explained}</Text>
          <TextInput
            label={words.name}
            description={words.nameDescription}
            data-autofocus
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={words.country}
            description={words.countryDescription}
            data={countries}
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={making.isPending} disabled={name.trim() === ''}>
              {words.make}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
