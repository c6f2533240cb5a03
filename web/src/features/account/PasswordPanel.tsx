import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { showDone } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { fieldErrors } from '../../lib/fieldErrors';
import { changePassword } from './changePassword';

const MIN_PASSWORD = 8;
const FIELDS: ('current_password' | 'new_password')[] = ['current_password', 'new_password'];

/** The member's own password. */
export function PasswordPanel(): JSX.Element {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { current_password: '', new_password: '' },
    validate: {
      current_password: (value) => (value === '' ? 'Enter the password you have' : null),
      new_password: (value) =>
        value.length < MIN_PASSWORD ? `Use at least ${MIN_PASSWORD} characters` : null,
    },
  });
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      form.reset();
      showDone('Password changed', 'You are signed out everywhere but here.');
      await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
    onError: (error) => {
      const errors = fieldErrors(error, FIELDS);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField = changing.error !== null && fieldErrors(changing.error, FIELDS) !== null;
  return (
    <Panel title="Password" hint="Changing it signs you out everywhere but here.">
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))} noValidate>
        <Stack maw={360}>
          {changing.error !== null && !isAtField && <ProblemNote problem={changing.error} />}
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            {...form.getInputProps('current_password')}
          />
          <PasswordInput
            label="New password"
            description={`At least ${MIN_PASSWORD} characters; a sentence is fine.`}
            autoComplete="new-password"
            {...form.getInputProps('new_password')}
          />
          <Group>
            <Button type="submit" variant="default" loading={changing.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
