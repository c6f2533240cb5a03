import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { ProblemNote } from '../../components/ProblemNote';
import { createFirstMember } from './createFirstMember';
import { fieldErrors } from './fieldErrors';
import { sessionQuery } from './sessionQuery';
import { useEnter } from './useEnter';

const MIN_PASSWORD = 8;

/** Creation of the first member of a fresh installation, who is its admin. */
export function FirstMemberForm({ workspaceName }: { workspaceName: string }): JSX.Element {
  const queryClient = useQueryClient();
  const enter = useEnter();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Enter your name' : null),
      email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'),
      password: (value) => (value.length < MIN_PASSWORD ? `Use at least ${MIN_PASSWORD} characters` : null),
    },
  });
  const creation = useMutation({
    mutationFn: createFirstMember,
    meta: { isSignIn: true },
    onSuccess: async () => enter(await queryClient.query({ ...sessionQuery, staleTime: 0 })),
    onError: (error) => {
      const errors = fieldErrors(error, ['name', 'email', 'password']);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField =
    creation.error !== null && fieldErrors(creation.error, ['name', 'email', 'password']) !== null;
  return (
    <form onSubmit={form.onSubmit((values) => creation.mutate(values))} noValidate>
      <Stack>
        <div>
          <Title order={1} size="h2" fz="1.375rem">
            Create the first member
          </Title>
          <Text c="dimmed" size="sm">
            Nobody can sign in to {workspaceName} yet. You will be its admin.
          </Text>
        </div>
        {creation.error !== null && !isAtField && <ProblemNote problem={creation.error} />}
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput
          label="Password"
          description={`At least ${MIN_PASSWORD} characters; a sentence is fine.`}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={creation.isPending} fullWidth>
          Create and sign in
        </Button>
      </Stack>
    </form>
  );
}
