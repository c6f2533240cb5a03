import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { formatCount } from '../../lib/count';
import { sourcesQuery } from '../../lib/vocabularyQuery';
import { channelInSentence, nameAsWords, purposeWords } from '../../lib/words';
import { people as messages } from '../../messages/people';
import { audienceNamesQuery, type PeopleChange, type PeopleSearch } from './peopleQuery';

const CONSENTS = [
  'marketing:email',
  'ai_content:email',
  'ai_profiling:email',
  'service:email',
  'marketing:sms',
].flatMap((of) => [of, `not:${of}`]);

function consentWords(value: string): string {
  const isNot = value.startsWith('not:');
  const [purpose = '', channel = ''] = value.replace('not:', '').split(':');
  const words = messages.peopleFilters.by(purposeWords(purpose), channelInSentence(channel));
  return isNot ? messages.peopleFilters.didNotAgree(words) : words;
}

export interface PeopleFiltersProps {
  search: PeopleSearch;
  onChange: (change: PeopleChange) => void;
}

/** Narrows the list by audience, consent and source. */
export function PeopleFilters({ search, onChange }: PeopleFiltersProps): JSX.Element {
  const audiences = useQuery(audienceNamesQuery);
  const sources = useQuery(sourcesQuery);
  const isNarrowed =
    search.audience !== undefined || search.source !== undefined || search.consent !== undefined;
  const pick = (key: 'audience' | 'source' | 'consent') => (value: string | null) =>
    onChange({ [key]: value ?? undefined });
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={messages.peopleFilters.audience}
        placeholder={messages.peopleFilters.audiencePlaceholder}
        size="sm"
        w={200}
        clearable
        searchable
        nothingFoundMessage={messages.peopleFilters.audienceNotFound}
        clearButtonProps={{ 'aria-label': messages.peopleFilters.anyAudience }}
        value={search.audience ?? null}
        data={(audiences.data?.items ?? [])
          .filter(({ n_members }) => n_members != null)
          .map(({ name, n_members }) => ({
            value: name,
            label: `${nameAsWords(name)} (${formatCount(n_members ?? 0)})`,
          }))}
        onChange={pick('audience')}
      />
      <Select
        label={messages.peopleFilters.agreedTo}
        placeholder={messages.peopleFilters.agreedToPlaceholder}
        size="sm"
        w={230}
        clearable
        clearButtonProps={{ 'aria-label': messages.peopleFilters.whateverTheyAgreedTo }}
        value={search.consent ?? null}
        data={CONSENTS.map((value) => ({ value, label: consentWords(value) }))}
        onChange={pick('consent')}
      />
      <Select
        label={messages.peopleFilters.knownBy}
        placeholder={messages.peopleFilters.knownByPlaceholder}
        size="sm"
        w={180}
        clearable
        clearButtonProps={{ 'aria-label': messages.peopleFilters.anySource }}
        value={search.source ?? null}
        data={(sources.data?.items ?? []).map(({ name, n_people }) => ({
          value: name,
          label: `${nameAsWords(name)} (${formatCount(n_people)})`,
        }))}
        onChange={pick('source')}
      />
      {isNarrowed && (
        <Button
          variant="subtle"
          size="sm"
          onClick={() => onChange({ audience: undefined, source: undefined, consent: undefined })}
        >
          {messages.peopleFilters.everybody}
        </Button>
      )}
    </Group>
  );
}
