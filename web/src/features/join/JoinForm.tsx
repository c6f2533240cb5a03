import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { SimulatedBadge } from '../../components/SimulatedBadge';
import { fieldErrors } from '../../lib/fieldErrors';
import { roleWords } from '../../lib/words';
import { join } from './join';
import type { Offer } from './offerQuery';

const MIN_PASSWORD = 8;
const FIELDS: ('name' | 'password')[] = ['name', 'password'];

function Greeting({ offer }: { offer: Offer }): JSX.Element {
  switch (offer.kind) {
    case 'invite':
      return (
        <Text c="dimmed" size="sm">
          {offer.made_by} invited you as {roleWords(offer.role)}. You will sign in with{' '}
          <strong>{offer.email}</strong>.
        </Text>
      );
    case 'reset':
      return (
        <Text c="dimmed" size="sm">
          {offer.made_by} made this link so that you can choose a new password for{' '}
          <strong>{offer.email}</strong>. You will be signed out everywhere else.
        </Text>
      );
  }
}

/** Name and password of who joins, or the new password of who lost theirs. */
export function JoinForm({ token, offer }: { token: string; offer: Offer }): JSX.Element {
  const queryClient = useQueryClient();
  const router = useRouter();
  const isInvite = offer.kind === 'invite';
  const form = useForm({
    initialValues: { name: offer.name, password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter your name' : null),
      password: (value) => (value.length < MIN_PASSWORD ? `Use at least ${MIN_PASSWORD} characters` : null),
    },
  });
  const joining = useMutation({
    mutationFn: join,
    meta: { isSignIn: true },
    onSuccess: async (session) => {
      // Whoever was signed in here before is not any more: nothing of theirs may be shown.
      queryClient.clear();
      queryClient.setQueryData(['session'], session);
      router.history.replace('/');
      await router.invalidate();
    },
    onError: (error) => {
      const errors = fieldErrors(error, FIELDS);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField = joining.error !== null && fieldErrors(joining.error, FIELDS) !== null;
  return (
    <form
      onSubmit={form.onSubmit(({ name, password }) =>
        joining.mutate(isInvite ? { token, name, password } : { token, password }),
      )}
      noValidate
    >
      <Stack>
        {offer.is_simulated && (
          <Group>
            <SimulatedBadge seed={null} />
          </Group>
        )}
        <div>
          <Title order={1} size="h2" fz="1.375rem">
            {isInvite ? `Join ${offer.workspace}` : 'Choose a new password'}
          </Title>
          <Greeting offer={offer} />
        </div>
        {joining.error !== null && !isAtField && <ProblemNote problem={joining.error} />}
        {isInvite && <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />}
        <PasswordInput
          label="Password"
          description={`At least ${MIN_PASSWORD} characters; a sentence is fine.`}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={joining.isPending} fullWidth>
          {isInvite ? 'Join and sign in' : 'Set it and sign in'}
        </Button>
        <Text size="sm" c="dimmed">
          This link works once, until <Moment at={offer.expires_at} />.
        </Text>
      </Stack>
    </form>
  );
}
