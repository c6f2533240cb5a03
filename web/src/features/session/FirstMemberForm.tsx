import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ProblemNote } from '../../components/ProblemNote';
import { createFirstMember } from './createFirstMember';
import { fieldErrors } from '../../lib/fieldErrors';
import { session as messages } from '../../messages/session';
import { sessionQuery } from './sessionQuery';
import { useEnter } from './useEnter';

const MIN_PASSWORD = 8;
const FIELDS: ('name' | 'email' | 'password' | 'setup_token')[] = [
  'name',
  'email',
  'password',
  'setup_token',
];

/**
 * Creation of the first member of a fresh installation, who is its admin. It takes the set-up token that the server
 * printed; the address printed with it brings it along.
 */
export function FirstMemberForm({ workspaceName }: { workspaceName: string }): JSX.Element {
  const queryClient = useQueryClient();
  const enter = useEnter();
  const { setup } = useSearch({ from: '/sign-in' });
  const form = useForm({
    initialValues: { name: '', email: '', password: '', setup_token: setup ?? '' },
    validate: {
      name: (value) => (value.trim() === '' ? messages.firstMemberForm.enterYourName : null),
      email: (value) => (value.includes('@') ? null : messages.firstMemberForm.enterYourEMailAddress),
      password: (value) =>
        value.length < MIN_PASSWORD ? messages.firstMemberForm.useAtLeastCharacters(MIN_PASSWORD) : null,
      setup_token: (value) =>
        value.trim() === '' ? messages.firstMemberForm.copyFromOutputTrueliftServe : null,
    },
  });
  const creation = useMutation({
    mutationFn: createFirstMember,
    meta: { isSignIn: true },
    onSuccess: async () => enter(await queryClient.query({ ...sessionQuery, staleTime: 0 })),
    onError: (error) => {
      const errors = fieldErrors(error, FIELDS);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField = creation.error !== null && fieldErrors(creation.error, FIELDS) !== null;
  return (
    <form onSubmit={form.onSubmit((values) => creation.mutate(values))} noValidate>
      <Stack>
        <div>
          <Title order={1} size="h2" fz="1.375rem">
            {messages.firstMemberForm.createTheFirstMember}
          </Title>
          <Text c="dimmed" size="sm">
            {messages.firstMemberForm.nobodyCanSignYetYou(workspaceName)}
          </Text>
        </div>
        {creation.error !== null && !isAtField && <ProblemNote problem={creation.error} />}
        <TextInput
          label={messages.firstMemberForm.yourName}
          autoComplete="name"
          {...form.getInputProps('name')}
        />
        <TextInput
          label={messages.firstMemberForm.eMail}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={messages.firstMemberForm.password}
          description={messages.firstMemberForm.passwordDescription(MIN_PASSWORD)}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        {(setup === undefined || form.errors['setup_token'] !== undefined) && (
          <TextInput
            label={messages.firstMemberForm.setUpToken}
            description={messages.firstMemberForm.setUpTokenDescription}
            autoComplete="off"
            {...form.getInputProps('setup_token')}
          />
        )}
        <Button type="submit" loading={creation.isPending} fullWidth>
          {messages.firstMemberForm.createAndSignIn}
        </Button>
      </Stack>
    </form>
  );
}
