import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { ProblemNote } from '../../components/ProblemNote';
import { download } from '../../lib/csv';
import { purposeWords } from '../../lib/words';
import { people as messages } from '../../messages/people';
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
    <Dialog isOpen onClose={onClose} title={messages.exportDialog.takePeopleAlongAsFile} centered>
      <Stack>
        <Text size="sm">{messages.exportDialog.listFileHoldsOnlyWhom(nPeople)}</Text>
        <Checkbox.Group
          label={messages.exportDialog.whatFor}
          description={messages.exportDialog.whatForDescription}
          value={purposes}
          onChange={setPurposes}
        >
          <Stack gap={6} mt={6}>
            {PURPOSES.map((purpose) => (
              <Checkbox key={purpose} value={purpose} label={purposeWords(purpose)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Radio.Group label={messages.exportDialog.byWhichWay} value={channel} onChange={setChannel}>
          <Group mt={6}>
            <Radio value="email" label={messages.exportDialog.eMail} />
            <Radio value="sms" label={messages.exportDialog.textMessage} />
          </Group>
        </Radio.Group>
        {exporting.error !== null && <ProblemNote problem={exporting.error} />}
        {done !== undefined && (
          <Alert
            color="spruce"
            variant="light"
            role="status"
            title={messages.exportDialog.inTheFile(done.n_people)}
          >
            {messages.exportDialog.leftOutNothingMaySent(done.n_left_out)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {done === undefined ? messages.exportDialog.cancel : messages.exportDialog.close}
          </Button>
          <Button
            loading={exporting.isPending}
            disabled={purposes.length === 0}
            onClick={() => exporting.mutate()}
          >
            {messages.exportDialog.makeTheFile}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
