import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { fieldErrors } from '../../lib/fieldErrors';
import { team as messages } from '../../messages/team';
import { inviteMember, type MadeLink } from './inviteMember';
import { roleHint, roleOf, roleOptions } from './roleOptions';

const FIELDS: ('name' | 'email')[] = ['name', 'email'];

export interface InviteDialogProps {
  onClose: () => void;
  onInvited: (made: MadeLink) => void;
}

/** Asks who is to be invited, and in which role. */
export function InviteDialog({ onClose, onInvited }: InviteDialogProps): JSX.Element {
  const queryClient = useQueryClient();
  const form = useForm<Schemas['NewInvite']>({
    initialValues: { name: '', email: '', role: 'marketer' },
    validate: {
      name: (value) => (value.trim() === '' ? messages.inviteDialog.enterTheirName : null),
      email: (value) => (value.includes('@') ? null : messages.inviteDialog.enterTheirEMailAddress),
    },
  });
  const inviting = useMutation({
    mutationFn: inviteMember,
    onSuccess: async (made) => {
      onInvited(made);
      await queryClient.invalidateQueries({ queryKey: ['team'] });
    },
    onError: (error) => {
      const errors = fieldErrors(error, FIELDS);
      if (errors !== null) form.setErrors(errors);
    },
  });
  const isAtField = inviting.error !== null && fieldErrors(inviting.error, FIELDS) !== null;
  return (
    <Dialog isOpen onClose={onClose} title={messages.inviteDialog.inviteAMember} centered>
      <form onSubmit={form.onSubmit((values) => inviting.mutate(values))} noValidate>
        <Stack>
          <Text size="sm">{messages.inviteDialog.youGetLinkHandOver}</Text>
          {inviting.error !== null && !isAtField && <ProblemNote problem={inviting.error} />}
          <TextInput
            label={messages.inviteDialog.name}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={messages.inviteDialog.eMail}
            type="email"
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          <NativeSelect
            label={messages.inviteDialog.role}
            description={roleHint(form.values.role)}
            data={roleOptions}
            value={form.values.role}
            onChange={(event) => form.setFieldValue('role', roleOf(event.currentTarget.value))}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.inviteDialog.cancel}
            </Button>
            <Button type="submit" loading={inviting.isPending}>
              {messages.inviteDialog.makeTheLink}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
