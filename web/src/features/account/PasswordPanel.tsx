import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { showDone } from '../../components/notices';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { fieldErrors } from '../../lib/fieldErrors';
import { account as messages } from '../../messages/account';
import { changePassword } from './changePassword';

const MIN_PASSWORD = 8;
const FIELDS: ('current_password' | 'new_password')[] = ['current_password', 'new_password'];

/** The member's own password. */
export function PasswordPanel(): JSX.Element {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { current_password: '', new_password: '' },
    validate: {
      current_password: (value) => (value === '' ? messages.passwordPanel.enterThePasswordYouHave : null),
      new_password: (value) =>
        value.length < MIN_PASSWORD ? messages.passwordPanel.useAtLeastCharacters(MIN_PASSWORD) : null,
    },
  });
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      form.reset();
      showDone(messages.passwordPanel.passwordChanged, messages.passwordPanel.youSignedOutEverywhereBut);
      await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
    onError: (error) => {
      const errors = fieldErrors(error, FIELDS);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField = changing.error !== null && fieldErrors(changing.error, FIELDS) !== null;
  return (
    <Panel title={messages.passwordPanel.password} hint={messages.passwordPanel.passwordHint}>
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))} noValidate>
        <Stack maw={360}>
          {changing.error !== null && !isAtField && <ProblemNote problem={changing.error} />}
          <PasswordInput
            label={messages.passwordPanel.currentPassword}
            autoComplete="current-password"
            {...form.getInputProps('current_password')}
          />
          <PasswordInput
            label={messages.passwordPanel.newPassword}
            description={messages.passwordPanel.newPasswordDescription(MIN_PASSWORD)}
            autoComplete="new-password"
            {...form.getInputProps('new_password')}
          />
          <Group>
            <Button type="submit" variant="default" loading={changing.isPending}>
              {messages.passwordPanel.changePassword}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
