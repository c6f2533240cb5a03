import { Alert, Button, Code, CopyButton, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { keys as messages } from '../../messages/keys';
import { createKey, type CreatedKey } from './createKey';

/** The key itself, which nobody can be shown again. */
function Made({ made, onClose }: { made: CreatedKey; onClose: () => void }): JSX.Element {
  return (
    <Stack>
      <Alert variant="light" color="amber" title={messages.newKeyDialog.copyNowShownThisOnce}>
        {messages.newKeyDialog.trueliftKeepsOnlyItsFingerprint}
      </Alert>
      <Code block data-write-key style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {made.write_key}
      </Code>
      <Text size="sm">
        {messages.newKeyDialog.sdkSendsAsUserName(
          <Code>{messages.newKeyDialog.v1Track}</Code>,
          <Code>{messages.newKeyDialog.v1Batch}</Code>,
        )}
      </Text>
      <Group justify="flex-end">
        <CopyButton value={made.write_key}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? messages.newKeyDialog.copied : messages.newKeyDialog.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{messages.newKeyDialog.done}</Button>
      </Group>
    </Stack>
  );
}

/** Asks whose events come by a key, and where it lies. */
export function NewKeyDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const queryClient = useQueryClient();
  const [source, setSource] = useState('');
  const [kind, setKind] = useState<Schemas['KeyKind']>('browser');
  const making = useMutation({
    mutationFn: () => createKey({ source: source.trim(), kind }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['write-keys'] }),
  });
  return (
    <Dialog isOpen onClose={onClose} title={messages.newKeyDialog.makeAWriteKey} centered>
      {making.data !== undefined ? (
        <Made made={making.data} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            making.mutate();
          }}
        >
          <Stack>
            {making.error !== null && <ProblemNote problem={making.error} />}
            <TextInput
              label={messages.newKeyDialog.source}
              description={messages.newKeyDialog.sourceDescription}
              data-autofocus
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
            <Radio.Group label={messages.newKeyDialog.whereItLies} value={kind} onChange={setKind}>
              <Stack gap="xs" mt="xs">
                <Radio
                  value="browser"
                  label={messages.newKeyDialog.pageOrApp}
                  description={messages.newKeyDialog.pageOrAppDescription}
                />
                <Radio
                  value="server"
                  label={messages.newKeyDialog.onAMachineOfYours}
                  description={messages.newKeyDialog.onAMachineOfYoursDescription}
                />
              </Stack>
            </Radio.Group>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {messages.newKeyDialog.cancel}
              </Button>
              <Button type="submit" loading={making.isPending} disabled={source.trim() === ''}>
                {messages.newKeyDialog.makeTheKey}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
