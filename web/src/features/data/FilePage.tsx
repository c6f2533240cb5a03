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
import { data as messages } from '../../messages/data';
import { draftQuery, type Draft } from './draftQuery';
import { KnownSource } from './KnownSource';
import { NewSource } from './NewSource';
import { discardUpload, uploadsQuery, type Upload } from './uploadsQuery';

/** In the address it stands for a contract that is to be written. */
const NEW = 'new';

function Matches({ matches, by }: { matches: Draft['matches']; by: string | undefined }): JSX.Element {
  const navigate = useNavigate({ from: '/data' });
  return (
    <Panel title={messages.filePage.doYouKnowThisFile} hint={messages.filePage.doYouKnowThisFileHint}>
      <Radio.Group
        aria-label={messages.filePage.whichSource}
        value={by ?? ''}
        onChange={(source) => void navigate({ search: (known) => ({ ...known, by: source }), replace: true })}
      >
        <Stack gap="xs">
          {matches.map((match) => (
            <Radio key={match} value={match} label={messages.filePage.itIsAnotherFileOf(match)} />
          ))}
          <Radio value={NEW} label={messages.filePage.itIsSomethingElse} />
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
    return <Skeleton h={320} radius="lg" role="status" aria-label={messages.filePage.readingTheFile} />;
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
      showDone(messages.filePage.fileDiscarded, messages.filePage.nothingOfItWasKept);
      await navigate({ search: {} });
      await queryClient.invalidateQueries({ queryKey: ['uploads'] });
    },
    onError: (error) => showProblem(error),
  });
  if (uploads.status === 'pending') {
    return <Skeleton h={320} radius="lg" role="status" aria-label={messages.filePage.loadingTheFile} />;
  }
  if (uploads.status === 'error') {
    return <ProblemNote problem={uploads.error} onRetry={() => void uploads.refetch()} />;
  }
  const upload = uploads.data.items.find((found) => found.upload_id === uploadId);
  if (upload === undefined) {
    return (
      <Stack>
        <PageHeader title={messages.filePage.title} lede={messages.filePage.lede} />
        <TextLink to="/data">{messages.filePage.backToTheData}</TextLink>
      </Stack>
    );
  }
  return (
    <div data-page="file">
      <PageHeader
        title={upload.name}
        lede={
          <>
            {messages.filePage.givenByNothingYet(
              fileSize(upload.bytes),
              upload.by,
              <Moment at={upload.at} />,
            )}
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
              {messages.filePage.discardTheFile}
            </Button>
            <Dialog
              isOpen={isDiscarding}
              onClose={() => setDiscarding(false)}
              title={messages.filePage.askDiscard}
              centered
            >
              <Text size="sm">{messages.filePage.nothingKeptNorWhatYou(upload.name)}</Text>
              <Group justify="flex-end" mt="lg">
                <Button variant="default" onClick={() => setDiscarding(false)}>
                  {messages.filePage.keepIt}
                </Button>
                <Button
                  color="brick"
                  onClick={() => {
                    setDiscarding(false);
                    discarding.mutate(upload.upload_id);
                  }}
                >
                  {messages.filePage.discardIt}
                </Button>
              </Group>
            </Dialog>
          </Group>
        }
      />
      <OfFile key={upload.upload_id} upload={upload} />
      <Text mt="lg">
        <TextLink to="/data">{messages.filePage.backToTheData}</TextLink>
      </Text>
    </div>
  );
}
