import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { Moment } from '../../components/Moment';
import { team as messages } from '../../messages/team';
import type { MadeLink } from './inviteMember';

function titleOf({ kind, member }: MadeLink): string {
  switch (kind) {
    case 'invite':
      return messages.linkDialog.invitationOf(member.name);
    case 'reset':
      return messages.linkDialog.newPasswordFor(member.name);
  }
}

/** Shows a link the one time it can be seen, to be copied. */
export function LinkDialog({ made, onClose }: { made: MadeLink; onClose: () => void }): JSX.Element {
  const address = `${globalThis.location.origin}${made.path}`;
  return (
    <Dialog isOpen onClose={onClose} title={titleOf(made)} centered>
      <Stack>
        <Text size="sm">{messages.linkDialog.trueliftSendsNoMailYet(<Moment at={made.expires_at} />)}</Text>
        <TextInput
          label={messages.linkDialog.link}
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
          data-autofocus
        />
        <Group justify="flex-end">
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? messages.linkDialog.copied : messages.linkDialog.copyLink}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{messages.linkDialog.done}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
