import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { showDone } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { WhyNot } from '../../components/WhyNot';
import type { Job } from '../../lib/job';
import { useMay } from '../../lib/useMay';
import { data as messages } from '../../messages/data';
import { DraftPanels } from './DraftPanels';
import { draftQuery, type Answers, type Draft } from './draftQuery';
import { keepAnswers, keptAnswers } from './keptAnswers';
import { sourcesQuery } from './sourcesQuery';
import { useImport } from './startImport';
import type { Upload } from './uploadsQuery';

/** So long nothing is typed before the file is looked at again. */
const PAUSE_MS = 500;

/** Kept among the answers, since it is one. */
const NAME = '.name';

/** The last draft there was: an answer that is none takes nothing away from what stands on the page. */
function useLast(draft: Draft | undefined): Draft | undefined {
  const [last, setLast] = useState(draft);
  if (draft !== undefined && draft !== last) setLast(draft);
  return draft ?? last;
}

function without(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([key, value]) => key !== NAME && value !== ''));
}

export interface NewSourceProps {
  upload: Upload;
  onStarted: (job: Job) => void;
}

/** A file of a source that is not known: its contract is drafted, asked about, previewed, applied. */
export function NewSource({ upload, onStarted }: NewSourceProps): JSX.Element {
  const [answers, setAnswers] = useState<Answers>(() => keptAnswers(upload.upload_id));
  const [settled] = useDebouncedValue(answers, PAUSE_MS);
  const named = settled[NAME]?.trim() ?? '';
  const draft = useQuery({
    ...draftQuery(upload.upload_id, named === '' ? null : named, without(settled)),
    placeholderData: keepPreviousData,
  });
  const data = useLast(draft.data);
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const importing = useImport(onStarted);
  const mayMake = useMay('make');
  const keep = (kept: Answers): void => {
    setAnswers(kept);
    keepAnswers(upload.upload_id, kept);
  };
  const answer = (key: string, value: string): void => {
    keep({ ...answers, [key]: value });
  };
  const takeBack = (): void => {
    keep({});
    showDone(messages.newSource.answersTakenBack, messages.newSource.fileIsReadWithoutThem, () => {
      keep(answers);
      return Promise.resolve();
    });
  };
  if (draft.status === 'pending' && data === undefined) {
    return <Skeleton h={320} radius="lg" role="status" aria-label={messages.newSource.readingTheFile} />;
  }
  const problem = draft.error === null ? null : <ProblemNote problem={draft.error} />;
  if (data === undefined) {
    return (
      <Stack>
        {problem}
        <Group>
          <Button variant="default" onClick={takeBack}>
            {messages.newSource.takeAllAnswersBack}
          </Button>
        </Group>
      </Stack>
    );
  }
  const isBehind = draft.isPlaceholderData || settled !== answers;
  const isKnown = sources.some(({ contract }) => contract === data.source);
  const canImport =
    data.open.length === 0 && data.problem === null && mayMake.isAllowed && !isBehind && problem === null;
  return (
    <Stack gap="lg">
      {problem}
      <DraftPanels
        draft={data}
        answers={answers}
        onAnswer={answer}
        name={answers[NAME] ?? data.source}
        onName={(name) => answer(NAME, name)}
        isKnown={isKnown}
      />
      {importing.error !== null && <ProblemNote problem={importing.error} />}
      <Group gap="md">
        <Button
          disabled={!canImport}
          loading={importing.isPending}
          onClick={() =>
            importing.mutate({
              uploadId: upload.upload_id,
              source: data.source,
              contract: { text: data.contract, fileName: upload.name },
            })
          }
        >
          {messages.newSource.importTheFile}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {isBehind
            ? messages.newSource.readingFileWithYourAnswers
            : data.open.length > 0
              ? messages.newSource.answerWhatIsOpenFirst
              : data.problem !== null
                ? messages.newSource.sayWhatItsColumnsFirst
                : messages.newSource.rowsCannotTakenOutAgain}
        </Text>
      </Group>
      <WhyNot act="make" />
    </Stack>
  );
}
