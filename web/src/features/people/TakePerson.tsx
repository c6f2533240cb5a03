import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { JSX } from 'react';
import { showDone, showProblem } from '../../components/notices';
import { download } from '../../lib/csv';
import { useMay } from '../../lib/useMay';
import { people as messages } from '../../messages/people';
import { exportPerson } from './exportPeople';

/** Everything that is held of one person as a file, to be handed to them. */
export function TakePerson({ personId }: { personId: string }): JSX.Element {
  const may = useMay('take_people');
  const taking = useMutation({
    mutationFn: () => exportPerson(personId),
    onSuccess: (person) => {
      download(`${person.person_id}.json`, JSON.stringify(person, null, 2), 'application/json');
      showDone(messages.takePerson.fileIsMade, messages.takePerson.recordSaysYouTook);
    },
    onError: (error) => showProblem(error),
  });
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={taking.isPending}
      disabled={!may.isAllowed}
      title={may.whyNot ?? undefined}
      onClick={() => taking.mutate()}
    >
      {messages.takePerson.everythingHeldAsAFile}
    </Button>
  );
}
