import { Button, Group, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { readAgain } from '../../lib/readAgain';
import { useMay } from '../../lib/useMay';
import { data as messages } from '../../messages/data';
import type { Source } from './sourcesQuery';

/** Reads the kept files of a source again, after its contract was mended. */
export function ReadAgain({ source }: { source: Source }): JSX.Element | null {
  const [isAsking, setAsking] = useState(false);
  const { isAllowed } = useMay('mend_data');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const reading = useMutation({
    mutationFn: () => readAgain(source.source),
    onSuccess: async (job) => {
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
      await navigate({ to: '/activity/$jobId', params: { jobId: String(job.id) } });
    },
  });
  if (source.last_import === null || !isAllowed) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {messages.readAgain.readAgain}
      </Button>
      {isAsking && (
        <Dialog
          isOpen
          onClose={() => setAsking(false)}
          title={messages.readAgain.readTheFilesOfAgain(source.title)}
          centered
        >
          <Stack>
            <Text size="sm">{messages.readAgain.everyFileCameKeptThey}</Text>
            {reading.error !== null && <ProblemNote problem={reading.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)}>
                {messages.readAgain.cancel}
              </Button>
              <Button loading={reading.isPending} onClick={() => reading.mutate()} data-autofocus>
                {messages.readAgain.readThemAgain}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
