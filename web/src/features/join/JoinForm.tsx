import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { goTo } from '../../api/elsewhere';
import { ProblemNote } from '../../components/ProblemNote';
import { SimulatedBadge } from '../../components/SimulatedBadge';
import { fieldErrors } from '../../lib/fieldErrors';
import { roleWords } from '../../lib/words';
import { join as messages } from '../../messages/join';
import { join } from './join';
import type { Offer } from './offerQuery';

const MIN_PASSWORD = 8;
const FIELDS: ('name' | 'password')[] = ['name', 'password'];

function Greeting({ offer }: { offer: Offer }): JSX.Element {
  switch (offer.kind) {
    case 'invite':
      return (
        <Text c="dimmed" size="sm">
          {messages.joinForm.invitedYouAsYouWill(
            offer.made_by,
            roleWords(offer.role),
            <strong>{offer.email}</strong>,
          )}
        </Text>
      );
    case 'reset':
      return (
        <Text c="dimmed" size="sm">
          {messages.joinForm.madeThisLinkSoYou(offer.made_by, <strong>{offer.email}</strong>)}
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
      name: (value) => (value.trim() === '' ? messages.joinForm.enterYourName : null),
      password: (value) =>
        value.length < MIN_PASSWORD ? messages.joinForm.useAtLeastCharacters(MIN_PASSWORD) : null,
    },
  });
  const joining = useMutation({
    mutationFn: join,
    meta: { isSignIn: true },
    onSuccess: async (session) => {
      // Whoever was signed in here before is not any more: nothing of theirs may be shown.
      goTo(session);
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
            {isInvite ? messages.joinForm.join(offer.workspace) : messages.joinForm.chooseANewPassword}
          </Title>
          <Greeting offer={offer} />
        </div>
        {joining.error !== null && !isAtField && <ProblemNote problem={joining.error} />}
        {isInvite && (
          <TextInput label={messages.joinForm.yourName} autoComplete="name" {...form.getInputProps('name')} />
        )}
        <PasswordInput
          label={messages.joinForm.password}
          description={messages.joinForm.passwordDescription(MIN_PASSWORD)}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Text size="sm" c="dimmed">
          {messages.joinForm.passwordYouHave}
        </Text>
        <Button type="submit" loading={joining.isPending} fullWidth>
          {isInvite ? messages.joinForm.joinAndSignIn : messages.joinForm.setItAndSignIn}
        </Button>
        <Text size="sm" c="dimmed">
          {messages.joinForm.thisLinkWorksOnceUntil(<Moment at={offer.expires_at} />)}
        </Text>
      </Stack>
    </form>
  );
}
