import { SimpleGrid, Skeleton, Text } from '@mantine/core';
import { IconPlus, IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { ButtonLink } from '../../components/ButtonLink';
import { CardLink } from '../../components/CardLink';
import { EmptyState } from '../../components/EmptyState';
import { ListBar } from '../../components/ListBar';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { isFound, ordered, type ListSearch } from '../../lib/listing';
import { useMay } from '../../lib/useMay';
import { audiences as messages } from '../../messages/audiences';
import { audiencesQuery, type AudienceSummary } from './audiencesQuery';
import { AudienceTable } from './AudienceTable';
import { TEMPLATES } from './templates';

function Templates(): JSX.Element {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm">
      {TEMPLATES.map(({ id, title, why }) => (
        <CardLink key={id} to="/audiences/$name" params={{ name: 'new' }} search={{ template: id }}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        </CardLink>
      ))}
    </SimpleGrid>
  );
}

/** Below so many nobody looks for one. */
const N_WORTH_A_BAR = 2;

const ORDERS = {
  name: ({ name }: AudienceSummary) => name,
  people: ({ n_members }: AudienceSummary) => n_members ?? -Infinity,
  changed: ({ at }: AudienceSummary) => Date.parse(at),
};

function Narrowed({ items, nPeople }: { items: AudienceSummary[]; nPeople: number }): JSX.Element {
  const search = useSearch({ from: '/_member/audiences' });
  const navigate = useNavigate({ from: '/audiences' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const { q, use, sort } = search;
  const fitting = items.filter(
    ({ name, description, sentence, used_by }) =>
      isFound(q, name, description, sentence) &&
      (use === undefined || (use === 'used') === used_by.length > 0),
  );
  const hasBar = items.length >= N_WORTH_A_BAR || Object.keys(search).length > 0;
  return (
    <>
      {hasBar && (
        <ListBar
          name="audiences"
          search={search}
          find={messages.audiencesPage.find}
          filters={[
            {
              key: 'use',
              label: messages.audiencesPage.use,
              any: messages.audiencesPage.anyUse,
              options: [
                { value: 'used', label: messages.audiencesPage.used },
                { value: 'unused', label: messages.audiencesPage.unused },
              ],
            },
          ]}
          usualSort={messages.audiencesPage.byName}
          sorts={[
            { value: '-people', label: messages.audiencesPage.mostPeople },
            { value: '-changed', label: messages.audiencesPage.lastChanged },
          ]}
          onChange={go}
        />
      )}
      {fitting.length === 0 ? (
        <NothingFits onShowAll={() => go({}, false)} />
      ) : (
        <AudienceTable items={ordered(fitting, sort, ORDERS)} nPeople={nPeople} />
      )}
    </>
  );
}

function Body(): JSX.Element {
  const audiences = useQuery(audiencesQuery);
  const may = useMay('make');
  switch (audiences.status) {
    case 'pending':
      return (
        <Skeleton h={240} radius="lg" role="status" aria-label={messages.audiencesPage.loadingAudiences} />
      );
    case 'error':
      return <ProblemNote problem={audiences.error} onRetry={() => void audiences.refetch()} />;
    case 'success': {
      const { items, n_people } = audiences.data;
      return (
        <>
          {items.length > 0 && <Narrowed items={items} nPeople={n_people} />}
          {(items.length === 0 || may.isAllowed) && (
            <Panel
              title={
                items.length === 0
                  ? messages.audiencesPage.yourFirstAudience
                  : messages.audiencesPage.beginWithATemplate
              }
              hint={messages.audiencesPage.hint}
            >
              {items.length === 0 && (
                <EmptyState
                  icon={<IconTargetArrow size={32} stroke={1.4} aria-hidden />}
                  title={messages.audiencesPage.audienceQuestionAskedAnewEach}
                  text={
                    n_people === 0
                      ? messages.audiencesPage.saysWhoPeopleWhatThey
                      : messages.audiencesPage.saysWhoPeopleWhatThey2
                  }
                />
              )}
              <Templates />
            </Panel>
          )}
        </>
      );
    }
  }
}

/** Every audience, and how to make one. */
export function AudiencesPage(): JSX.Element {
  const may = useMay('make');
  return (
    <>
      <PageHeader
        title={messages.audiencesPage.title}
        lede={messages.audiencesPage.lede}
        aside={
          may.isAllowed && (
            <ButtonLink
              to="/audiences/$name"
              params={{ name: 'new' }}
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {messages.audiencesPage.newAudience}
            </ButtonLink>
          )
        }
      />
      <Body />
    </>
  );
}
