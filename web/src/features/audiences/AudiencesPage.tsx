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
      return <Skeleton h={240} radius="lg" role="status" aria-label="Loading audiences" />;
    case 'error':
      return <ProblemNote problem={audiences.error} onRetry={() => void audiences.refetch()} />;
    case 'success': {
      const { items, n_people } = audiences.data;
      return (
        <>
          {items.length > 0 && <AudienceTable items={items} nPeople={n_people} />}
          {(items.length === 0 || may.isAllowed) && (
            <Panel
              title={items.length === 0 ? 'Your first audience' : 'Begin with a template'}
              hint="Each opens in the builder with its people counted, and is yours to change. Nothing is kept until you save it."
            >
              {items.length === 0 && (
                <EmptyState
                  icon={<IconTargetArrow size={32} stroke={1.4} aria-hidden />}
                  title="An audience is a question that is asked anew each time"
                  text={
                    n_people === 0
                      ? 'It says who people are, what they did and what they agreed to. There is nobody to count yet: bring data in first, or write it ahead.'
                      : 'It says who people are, what they did and what they agreed to. Who is in it is found out when it is used, so it is never out of date.'
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
        title="Audiences"
        lede="Whom pilots are for: how many they are, whom you may write to, and what uses them."
        aside={
          may.isAllowed && (
            <ButtonLink
              to="/audiences/$name"
              params={{ name: 'new' }}
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              New audience
            </ButtonLink>
          )
        }
      />
      <Body />
    </>
  );
}
