import { Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { Moment } from '../../components/Moment';
import { showDone, showProblem } from '../../components/notices';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { fileSize } from '../../lib/fileSize';
import type { Job } from '../../lib/job';
import { draftQuery, type Draft } from './draftQuery';
import { KnownSource } from './KnownSource';
import { NewSource } from './NewSource';
import { discardUpload, uploadsQuery, type Upload } from './uploadsQuery';

/** In the address it stands for a contract that is to be written. */
const NEW = 'new';

function Matches({ matches, by }: { matches: Draft['matches']; by: string | undefined }): JSX.Element {
  const navigate = useNavigate({ from: '/data' });
  return (
    <Panel
      title="Do you know this file?"
      hint="It has the columns of a source that is here already: its contract can read it."
    >
      <Radio.Group
        aria-label="Which source"
        value={by ?? ''}
        onChange={(source) => void navigate({ search: (known) => ({ ...known, by: source }), replace: true })}
      >
        <Stack gap="xs">
          {matches.map((match) => (
            <Radio key={match} value={match} label={`It is another file of ${match}`} />
          ))}
          <Radio value={NEW} label="It is something else" />
        </Stack>
      </Radio.Group>
    </Panel>
  );
}

function OfFile({ upload }: { upload: Upload }): JSX.Element {
  const { by } = useSearch({ from: '/_member/data' });
  const navigate = useNavigate({ from: '/data' });
  const first = useQuery(draftQuery(upload.upload_id, null, {}));
  const matches = first.data?.matches ?? [];
  const started = (job: Job): void => void navigate({ search: { job: String(job.id) } });
  if (first.status === 'pending') {
    return <Skeleton h={320} radius="lg" role="status" aria-label="Reading the file" />;
  }
  // What cannot be read at all is no file of anything: the problem says what to do.
  if (first.status === 'error' && by === undefined) return <ProblemNote problem={first.error} />;
  const chosen = by ?? (matches.length === 0 ? NEW : undefined);
  return (
    <Stack gap="lg">
      {matches.length > 0 && <Matches matches={matches} by={chosen} />}
      {chosen === NEW && <NewSource upload={upload} onStarted={started} />}
      {chosen !== NEW && chosen !== undefined && (
        <KnownSource key={chosen} upload={upload} source={chosen} onStarted={started} />
      )}
    </Stack>
  );
}

/** A file that was given and is not imported yet. */
export function FilePage({ uploadId }: { uploadId: string }): JSX.Element {
  const uploads = useQuery(uploadsQuery);
  const navigate = useNavigate({ from: '/data' });
  const queryClient = useQueryClient();
  const [isDiscarding, setDiscarding] = useState(false);
  const discarding = useMutation({
    mutationFn: discardUpload,
    onSuccess: async () => {
      showDone('File discarded', 'Nothing of it was kept.');
      await navigate({ search: {} });
      await queryClient.invalidateQueries({ queryKey: ['uploads'] });
    },
    onError: (error) => showProblem(error),
  });
  if (uploads.status === 'pending') {
    return <Skeleton h={320} radius="lg" role="status" aria-label="Loading the file" />;
  }
  if (uploads.status === 'error') {
    return <ProblemNote problem={uploads.error} onRetry={() => void uploads.refetch()} />;
  }
  const upload = uploads.data.items.find((found) => found.upload_id === uploadId);
  if (upload === undefined) {
    return (
      <Stack>
        <PageHeader
          title="This file is not here any more"
          lede="It was imported or discarded, or it waited for more than a day."
        />
        <TextLink to="/data">Back to the data</TextLink>
      </Stack>
    );
  }
  return (
    <div data-page="file">
      <PageHeader
        title={upload.name}
        lede={
          <>
            {fileSize(upload.bytes)}, given by {upload.by}, <Moment at={upload.at} />. Nothing of it is in
            yet.
          </>
        }
        aside={
          <Group gap="sm">
            <Button
              variant="default"
              size="sm"
              loading={discarding.isPending}
              onClick={() => setDiscarding(true)}
            >
              Discard the file
            </Button>
            <Dialog
              isOpen={isDiscarding}
              onClose={() => setDiscarding(false)}
              title="Discard the file?"
              centered
            >
              <Text size="sm">
                Nothing of “{upload.name}” is kept, nor what you answered about it. To bring it in later it
                has to be given again.
              </Text>
              <Group justify="flex-end" mt="lg">
                <Button variant="default" onClick={() => setDiscarding(false)}>
                  Keep it
                </Button>
                <Button
                  color="brick"
                  onClick={() => {
                    setDiscarding(false);
                    discarding.mutate(upload.upload_id);
                  }}
                >
                  Discard it
                </Button>
              </Group>
            </Dialog>
          </Group>
        }
      />
      <OfFile key={upload.upload_id} upload={upload} />
      <Text mt="lg">
        <TextLink to="/data">Back to the data</TextLink>
      </Text>
    </div>
  );
}
