import { Alert, Grid, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowMerge } from '@tabler/icons-react';
import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useParams, useRouteContext } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { people as messages } from '../../messages/people';
import { Audiences } from './Audiences';
import { Consents } from './Consents';
import { EarlierRecords } from './EarlierRecords';
import { Household } from './Household';
import { JoinReasons } from './JoinReasons';
import { nameOf } from './nameOf';
import { personQuery, type Person } from './personQuery';
import { Received } from './Received';
import { RecordsPanel } from './RecordsPanel';
import { TakePerson } from './TakePerson';
import { Timeline } from './Timeline';
import { Traits } from './Traits';

function PersonSkeleton({ isNamed }: { isNamed: boolean }): JSX.Element {
  return (
    <Stack role="status" aria-label={messages.personPage.loadingPerson}>
      {!isNamed && <Skeleton h={36} w={260} />}
      <Skeleton h={220} radius="lg" />
      <Skeleton h={220} radius="lg" />
    </Stack>
  );
}

type PeoplePage = Schemas['PeoplePage'];

function sourcesOf(person: Person): string {
  const sources = [...new Set(person.records.map((record) => record.source))];
  return messages.personPage.from(person.records.length, sources.length);
}

function Redirected({ from, person }: { from: string; person: Person }): JSX.Element {
  return (
    <Alert
      color="spruce"
      icon={<IconArrowMerge size={18} aria-hidden />}
      title={messages.personPage.thisPersonHasNewId}
      mb="lg"
    >
      {messages.personPage.youAskedForItsRecords(<code>{from}</code>, <code>{person.person_id}</code>)}
    </Alert>
  );
}

function PersonBody({ person }: { person: Person }): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  return (
    <>
      <PageHeader
        title={nameOf(person.name)}
        lede={
          <Text component="span" size="sm">
            {sourcesOf(person)} · <code>{person.person_id}</code>
          </Text>
        }
        aside={<TakePerson personId={person.person_id} />}
      />
      {person.redirected_from != null && <Redirected from={person.redirected_from} person={person} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Panel title={messages.personPage.whatWeKnow} hint={messages.personPage.whatWeKnowHint}>
              <Traits traits={person.traits} now={session.workspace.now} />
            </Panel>
            <Panel title={messages.personPage.timeline} hint={messages.personPage.timelineHint}>
              <Timeline items={person.timeline} />
            </Panel>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Panel title={messages.personPage.audiences} hint={messages.personPage.audiencesHint}>
              <Audiences audiences={person.audiences} />
            </Panel>
            <Panel title={messages.personPage.campaigns} hint={messages.personPage.campaignsHint}>
              <Received items={person.received} />
            </Panel>
            <Panel title={messages.personPage.consent} hint={messages.personPage.consentHint}>
              <Consents consents={person.consents} />
            </Panel>
            {person.household.length > 0 && (
              <Panel title={messages.personPage.household} hint={messages.personPage.householdHint}>
                <Household members={person.household} />
              </Panel>
            )}
            <Panel title={messages.personPage.whyTheseRecordsOnePerson}>
              <JoinReasons person={person} />
            </Panel>
          </Stack>
        </Grid.Col>
        <Grid.Col span={12}>
          <RecordsPanel key={person.person_id} records={person.records} />
          <EarlierRecords records={person.earlier_records} />
        </Grid.Col>
      </Grid>
    </>
  );
}

/** How somebody is called, where a list that was seen before says it. */
function useNameInLists(personId: string): string | null {
  const lists = useQueryClient().getQueriesData<InfiniteData<PeoplePage>>({ queryKey: ['people'] });
  const rows = lists.flatMap(([, list]) => list?.pages ?? []).flatMap(({ items }) => items);
  return rows.find((row) => row.person_id === personId)?.name ?? null;
}

function PersonById({ personId }: { personId: string }): JSX.Element {
  const person = useQuery(personQuery(personId));
  const name = useNameInLists(personId);
  switch (person.status) {
    case 'pending':
      return (
        <>
          {name !== null && <PageHeader title={name} />}
          <PersonSkeleton isNamed={name !== null} />
        </>
      );
    case 'error':
      return (
        <>
          <title>{messages.personPage.personTruelift}</title>
          <ProblemNote problem={person.error} onRetry={() => void person.refetch()} />
        </>
      );
    case 'success':
      return <PersonBody person={person.data} />;
  }
}

/** One person: what is known, from where, and what may be done with it. */
export function PersonPage(): JSX.Element {
  const { personId } = useParams({ from: '/_member/people/$personId' });
  return (
    <>
      <TextLink to="/people" size="sm" mb="sm" display="inline-block">
        <Group gap={4} component="span">
          <IconArrowLeft size={16} aria-hidden /> {messages.personPage.people}
        </Group>
      </TextLink>
      <PersonById personId={personId} />
    </>
  );
}
