import { SimpleGrid, Skeleton, Text } from '@mantine/core';
import { IconPlus, IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { ButtonLink } from '../../components/ButtonLink';
import { CardLink } from '../../components/CardLink';
import { EmptyState } from '../../components/EmptyState';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { useMay } from '../../lib/useMay';
import { audiences as messages } from '../../messages/audiences';
import { audiencesQuery } from './audiencesQuery';
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
          {items.length > 0 && <AudienceTable items={items} nPeople={n_people} />}
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
