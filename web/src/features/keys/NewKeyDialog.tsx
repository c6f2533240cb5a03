import { Alert, Button, Code, CopyButton, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { createKey, type CreatedKey } from './createKey';

/** The key itself, which nobody can be shown again. */
function Made({ made, onClose }: { made: CreatedKey; onClose: () => void }): JSX.Element {
  return (
    <Stack>
      <Alert variant="light" color="amber" title="Copy it now: it is shown this once">
        Truelift keeps only its fingerprint. A key that is lost is ended, and another one made.
      </Alert>
      <Code block data-write-key style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {made.write_key}
      </Code>
      <Text size="sm">
        An SDK sends it as the user name of Basic auth to <Code>/v1/track</Code>, <Code>/v1/batch</Code> and
        the others.
      </Text>
      <Group justify="flex-end">
        <CopyButton value={made.write_key}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
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
    <Dialog isOpen onClose={onClose} title="Make a write key" centered>
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
              label="Source"
              description="What its events are called by: web, app, shop-web"
              data-autofocus
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
            <Radio.Group label="Where it lies" value={kind} onChange={setKind}>
              <Stack gap="xs" mt="xs">
                <Radio
                  value="browser"
                  label="In a page or an app"
                  description="Everybody can read it: what comes by it moves no consent, address or customer number of another source."
                />
                <Radio
                  value="server"
                  label="On a machine of yours"
                  description="Keep it secret: what comes by it counts like a system of record."
                />
              </Stack>
            </Radio.Group>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={making.isPending} disabled={source.trim() === ''}>
                Make the key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
