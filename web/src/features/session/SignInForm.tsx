import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { JSX } from 'react';
import { ProblemNote } from '../../components/ProblemNote';
import { fieldErrors } from '../../lib/fieldErrors';
import { session as messages } from '../../messages/session';
import { signIn } from './signIn';
import { useEnter } from './useEnter';

/** Sign-in with e-mail and password; without a name it leads to whichever workspace the password opens. */
export function SignInForm({ workspaceName }: { workspaceName: string | null }): JSX.Element {
  const enter = useEnter();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : messages.signInForm.enterEMailAddressYou),
      password: (value) => (value === '' ? messages.signInForm.enterYourPassword : null),
    },
  });
  const entry = useMutation({
    mutationFn: signIn,
    meta: { isSignIn: true },
    onSuccess: (session) => enter(session),
    onError: (error) => {
      const errors = fieldErrors(error, ['email', 'password']);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField = entry.error !== null && fieldErrors(entry.error, ['email', 'password']) !== null;
  return (
    <form onSubmit={form.onSubmit((values) => entry.mutate(values))} noValidate>
      <Stack>
        <div>
          <Title order={1} size="h2" fz="1.375rem">
            {messages.signInForm.signIn}
          </Title>
          {workspaceName !== null && (
            <Text c="dimmed" size="sm">
              {messages.signInForm.to(workspaceName)}
            </Text>
          )}
        </div>
        {entry.error !== null && !isAtField && <ProblemNote problem={entry.error} />}
        <TextInput
          label={messages.signInForm.eMail}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={messages.signInForm.password}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={entry.isPending} fullWidth>
          {messages.signInForm.signIn}
        </Button>
      </Stack>
    </form>
  );
}
