import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { download } from '../../lib/csv';
import { formatCounted } from '../../lib/format';
import { purposeWords } from '../../lib/words';
import { columnsOf } from './columns';
import { exportPeople } from './exportPeople';
import type { PeopleSearch } from './peopleQuery';

const PURPOSES = ['marketing', 'service', 'ai_content', 'ai_profiling'];

export interface ExportDialogProps {
  search: PeopleSearch;
  nPeople: number;
  onClose: () => void;
}

/** Takes the people of the list along as a file, for a purpose; whom the purpose does not reach is not in it. */
export function ExportDialog({ search, nPeople, onClose }: ExportDialogProps): JSX.Element {
  const [channel, setChannel] = useState('email');
  const [purposes, setPurposes] = useState<string[]>([]);
  const { q, audience, source, consent, columns } = search;
  const exporting = useMutation({
    mutationFn: () =>
      exportPeople({
        q: q ?? null,
        audience: audience ?? null,
        source: source ?? null,
        consent: consent ?? null,
        channel,
        purposes: PURPOSES.filter((purpose) => purposes.includes(purpose)),
        columns: columnsOf(columns).map(({ name }) => name),
      }),
    onSuccess: ({ csv }) => download('people.csv', csv, 'text/csv'),
  });
  const done = exporting.data;
  return (
    <Dialog isOpen onClose={onClose} title="Take people along as a file" centered>
      <Stack>
        <Text size="sm">
          {formatCounted(nPeople, 'person is', 'people are')} in the list. The file holds only whom you may
          write to for what you say here. Consent may be withdrawn the day after: take a new file each time.
        </Text>
        <Checkbox.Group
          label="What for"
          description="All that is chosen must be agreed to."
          value={purposes}
          onChange={setPurposes}
        >
          <Stack gap={6} mt={6}>
            {PURPOSES.map((purpose) => (
              <Checkbox key={purpose} value={purpose} label={purposeWords(purpose)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Radio.Group label="By which way" value={channel} onChange={setChannel}>
          <Group mt={6}>
            <Radio value="email" label="E-mail" />
            <Radio value="sms" label="Text message" />
          </Group>
        </Radio.Group>
        {exporting.error !== null && <ProblemNote problem={exporting.error} />}
        {done !== undefined && (
          <Alert
            color="spruce"
            variant="light"
            role="status"
            title={`${formatCounted(done.n_people, 'person is', 'people are')} in the file`}
          >
            {formatCounted(done.n_left_out, 'person is', 'people are')} left out: nothing may be sent to them
            for this. The record says that you took the file.
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {done === undefined ? 'Cancel' : 'Close'}
          </Button>
          <Button
            loading={exporting.isPending}
            disabled={purposes.length === 0}
            onClick={() => exporting.mutate()}
          >
            Make the file
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
