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
import { audiences as messages } from '../../messages/audiences';
import { readAudience } from './audienceText';
import { Builder } from './Builder';
import { audienceQuery, type Shown } from './definitionQuery';
import { previewQuery } from './previewQuery';
import { SaveBar } from './SaveBar';
import { BLANK, TEMPLATES, wordsOf } from './templates';
import { useKeptText } from './useKeptText';
import { eventsQuery } from '../../lib/vocabularyQuery';

/** Stands in the address for an audience that has no name yet. */
const NEW = 'new';

/** After so long without a key the people are counted. */
const TYPING_MS = 250;

function State({ shown }: { shown: Shown }): JSX.Element {
  const { applied, draft, dependents, name } = shown;
  return (
    <Text component="span" size="sm">
      {applied == null ? (
        messages.builderPage.draftNothingCountedByYet
      ) : (
        <>{messages.builderPage.versionBy(applied.version, applied.by, <Moment at={applied.at} />)}</>
      )}
      {draft != null && applied != null && <> {messages.builderPage.draftByIsNotApplied(draft.by)}</>}
      {dependents.length > 0 &&
        messages.builderPage.usedBy(dependents.map((dependent) => nameAsWords(dependent.name)).join(', '))}
      {' · '}
      <AddressLink href={`/definitions/audience/${name}`} size="sm">
        {messages.builderPage.versionsRenameRemove}
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
        title={shown === null ? messages.builderPage.newAudience : nameAsWords(name)}
        lede={shown === null ? messages.builderPage.countedWhileYouWriteKept : <State shown={shown} />}
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
              if (isApplied)
                showDone(
                  messages.builderPage.isApplied(nameAsWords(of)),
                  messages.builderPage.countsWhereverNamed,
                );
              else
                showDone(
                  messages.builderPage.draftOfIsKept(nameAsWords(of)),
                  messages.builderPage.countsOnceApplied,
                );
              // Else what this browser holds of the new one would come back with the next.
              if (shown === null) kept.reset();
              void navigate({ to: '/audiences/$name', params: { name: of }, replace: true });
            }}
          />
        }
      />
      {kept.isRestored && kept.isChanged && (
        <Alert color="amber" variant="light" mb="md" title={messages.builderPage.whatYouWroteBeforeBack}>
          <Group gap="sm">
            {messages.builderPage.thisBrowserKeptWasNot}
            <Button size="compact-sm" variant="default" onClick={kept.reset}>
              {messages.builderPage.goBackWhatSaved}
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
      return (
        <Skeleton h={320} radius="lg" aria-label={messages.builderPage.loadingTheAudience} role="status" />
      );
    case 'error':
      return <ProblemNote problem={shown.error} onRetry={() => void shown.refetch()} />;
    case 'success': {
      if (shown.data === null) {
        return (
          <>
            <title>{messages.builderPage.audienceTruelift}</title>
            <Alert
              color="brick"
              variant="light"
              role="alert"
              title={messages.builderPage.thereIsNoAudience(name)}
            >
              {messages.builderPage.or(
                <TextLink to="/audiences">{messages.builderPage.seeThoseThereAre}</TextLink>,
                <TextLink to="/audiences/$name" params={{ name: NEW }}>
                  {messages.builderPage.beginANewOne}
                </TextLink>,
              )}
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
          <IconArrowLeft size={16} aria-hidden /> {messages.builderPage.audiences}
        </Group>
      </TextLink>
      <Opened key={name} name={name} />
    </>
  );
}
