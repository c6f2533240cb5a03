import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { Moment } from '../../components/Moment';
import type { MadeLink } from './inviteMember';

function titleOf({ kind, member }: MadeLink): string {
  switch (kind) {
    case 'invite':
      return `Invitation of ${member.name}`;
    case 'reset':
      return `New password for ${member.name}`;
  }
}

/** Shows a link the one time it can be seen, to be copied. */
export function LinkDialog({ made, onClose }: { made: MadeLink; onClose: () => void }): JSX.Element {
  const address = `${globalThis.location.origin}${made.path}`;
  return (
    <Dialog isOpen onClose={onClose} title={titleOf(made)} centered>
      <Stack>
        <Text size="sm">
          Truelift sends no mail yet: copy the link and hand it over yourself. It is shown only now, works
          once, and opens nothing after <Moment at={made.expires_at} />.
        </Text>
        <TextInput
          label="Link"
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
                {copied ? 'Copied' : 'Copy link'}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
