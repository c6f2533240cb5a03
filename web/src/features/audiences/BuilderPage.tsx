import { Alert, Button, Group, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { AddressLink } from '../../components/AddressLink';
import { Moment } from '../../components/Moment';
import { showDone } from '../../components/notices';
import { PageHeader } from '../../components/PageHeader';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { useMay } from '../../lib/useMay';
import { nameAsWords } from '../../lib/words';
import { readAudience } from './audienceText';
import { Builder } from './Builder';
import { audienceQuery, type Shown } from './definitionQuery';
import { previewQuery } from './previewQuery';
import { SaveBar } from './SaveBar';
import { BLANK, TEMPLATES, wordsOf } from './templates';
import { useKeptText } from './useKeptText';
import { eventsQuery } from './vocabularyQuery';

/** Stands in the address for an audience that has no name yet. */
const NEW = 'new';

/** After so long without a key the people are counted. */
const TYPING_MS = 250;

function State({ shown }: { shown: Shown }): JSX.Element {
  const { applied, draft, dependents, name } = shown;
  return (
    <Text component="span" size="sm">
      {applied == null ? (
        'A draft: nothing is counted by it yet.'
      ) : (
        <>
          Version {applied.version} by {applied.by}, <Moment at={applied.at} />
        </>
      )}
      {draft != null && applied != null && (
        <>
          {' · '}a draft by {draft.by} is not applied
        </>
      )}
      {dependents.length > 0 &&
        ` · used by ${dependents.map((dependent) => nameAsWords(dependent.name)).join(', ')}`}
      {' · '}
      <AddressLink href={`/definitions/audience/${name}`} size="sm">
        versions, rename, remove
      </AddressLink>
    </Text>
  );
}

interface WriterProps {
  name: string;
  saved: string;
  shown: Shown | null;
}

function Writer({ name, saved, shown }: WriterProps): JSX.Element {
  const navigate = useNavigate();
  const kept = useKeptText(name, saved);
  const may = useMay('make');
  const [counted] = useDebouncedValue(kept.text, TYPING_MS);
  const preview = useQuery(previewQuery(counted));
  const read = readAudience(kept.text);
  const said = 'error' in read ? '' : read.name;
  const target = shown === null ? said : name;
  return (
    <>
      <PageHeader
        title={shown === null ? 'A new audience' : nameAsWords(name)}
        lede={shown === null ? 'Counted while you write; kept when you save it.' : <State shown={shown} />}
        aside={
          <SaveBar
            name={target}
            text={kept.text}
            shown={shown}
            isChanged={kept.isChanged}
            isUsable={
              counted === kept.text &&
              preview.data?.count != null &&
              preview.data.problems.length === 0 &&
              target !== ''
            }
            onTake={kept.change}
            onSaved={(of, isApplied) => {
              if (isApplied) showDone(`“${nameAsWords(of)}” is applied`, 'It counts wherever it is named.');
              else showDone(`A draft of “${nameAsWords(of)}” is kept`, 'It counts once it is applied.');
              // Else what this browser holds of the new one would come back with the next.
              if (shown === null) kept.reset();
              void navigate({ to: '/audiences/$name', params: { name: of }, replace: true });
            }}
          />
        }
      />
      {kept.isRestored && kept.isChanged && (
        <Alert color="amber" variant="light" mb="md" title="What you wrote before is back">
          <Group gap="sm">
            This browser kept it; it was not saved.
            <Button size="compact-sm" variant="default" onClick={kept.reset}>
              Go back to what is saved
            </Button>
          </Group>
        </Alert>
      )}
      <Builder
        kept={kept}
        preview={preview}
        counted={counted}
        isReadOnly={!may.isAllowed}
        isNameFixed={shown !== null}
      />
    </>
  );
}

function Opened({ name }: { name: string }): JSX.Element {
  const { template } = useSearch({ from: '/_member/audiences/$name' });
  const isNew = name === NEW;
  const shown = useQuery({ ...audienceQuery(name), enabled: !isNew });
  const events = useQuery({ ...eventsQuery, enabled: isNew });
  if (isNew) {
    if (events.data === undefined && events.error === null) return <Skeleton h={320} radius="lg" />;
    const chosen = TEMPLATES.find(({ id }) => id === template);
    const text = chosen?.text(wordsOf(events.data?.items ?? [])) ?? BLANK;
    return <Writer key={template ?? NEW} name={`${NEW}:${template ?? ''}`} saved={text} shown={null} />;
  }
  switch (shown.status) {
    case 'pending':
      return <Skeleton h={320} radius="lg" aria-label="Loading the audience" role="status" />;
    case 'error':
      return <ProblemNote problem={shown.error} onRetry={() => void shown.refetch()} />;
    case 'success': {
      if (shown.data === null) {
        return (
          <>
            <title>Audience · Truelift</title>
            <Alert color="brick" variant="light" role="alert" title={`There is no audience “${name}”.`}>
              <TextLink to="/audiences">See those there are</TextLink>, or{' '}
              <TextLink to="/audiences/$name" params={{ name: NEW }}>
                begin a new one
              </TextLink>
              .
            </Alert>
          </>
        );
      }
      const saved = shown.data.draft?.text ?? shown.data.applied?.text ?? '';
      return <Writer key={`${name} ${shown.data.stamp}`} name={name} saved={saved} shown={shown.data} />;
    }
  }
}

/** One audience: written, counted, saved. */
export function BuilderPage(): JSX.Element {
  const { name } = useParams({ from: '/_member/audiences/$name' });
  return (
    <>
      <TextLink to="/audiences" size="sm" mb="sm" display="inline-block">
        <Group gap={4} component="span">
          <IconArrowLeft size={16} aria-hidden /> Audiences
        </Group>
      </TextLink>
      <Opened key={name} name={name} />
    </>
  );
}
