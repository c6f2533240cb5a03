import { Grid, Skeleton, Stack, Text } from '@mantine/core';
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { BrokenNote } from '../../components/BrokenNote';
import { ButtonLink } from '../../components/ButtonLink';
import { EmptyState } from '../../components/EmptyState';
import { EstimateFigure } from '../../components/EstimateFigure';
import { GateVerdict } from '../../components/GateVerdict';
import { ListBar } from '../../components/ListBar';
import { NothingFits } from '../../components/NothingFits';
import { PageHeader } from '../../components/PageHeader';
import { Panel } from '../../components/Panel';
import { PilotStateBadge } from '../../components/PilotStateBadge';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { choicesOf, isFound, ordered, type ListSearch } from '../../lib/listing';
import { useMay } from '../../lib/useMay';
import { pilotStateWords } from '../../components/PilotStateBadge';
import { pilots as messages } from '../../messages/pilots';
import { pilotsQuery } from './pilotsQuery';

function PilotCard({ pilot }: { pilot: Schemas['PilotSummary'] }): JSX.Element {
  return (
    <Panel title={pilot.name} hint={pilot.goal} aside={<PilotStateBadge state={pilot.state} />}>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          {pilot.headline == null ? (
            <Text size="sm" c="dimmed">
              {messages.pilotsPage.nothingIsMeasuredYet}
            </Text>
          ) : (
            <EstimateFigure estimate={pilot.headline} />
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          {pilot.gate == null ? (
            <Text size="sm" c="dimmed">
              {messages.pilotsPage.gateHasNotDecidedYet}
            </Text>
          ) : (
            <GateVerdict gate={pilot.gate} />
          )}
        </Grid.Col>
      </Grid>
      {pilot.state === 'decided' ? (
        <TextLink to="/pilots/$pilotId" params={{ pilotId: pilot.id }} fw={600} mt="md" display="block">
          {messages.pilotsPage.openThePilot}
        </TextLink>
      ) : (
        <TextLink to="/pilots/$pilotId/work" params={{ pilotId: pilot.id }} fw={600} mt="md" display="block">
          {messages.pilotsPage.goOnWithThePilot}
        </TextLink>
      )}
    </Panel>
  );
}

/** Below so many nobody looks for one. */
const N_WORTH_A_BAR = 2;

const ORDERS = {
  name: ({ name }: Schemas['PilotSummary']) => name,
  lift: ({ headline }: Schemas['PilotSummary']) => headline?.lift_rel ?? -Infinity,
};

function PilotList({ items }: { items: Schemas['PilotSummary'][] }): JSX.Element {
  const search = useSearch({ from: '/_member/pilots' });
  const navigate = useNavigate({ from: '/pilots' });
  const go = (next: ListSearch, isReplacing: boolean): void =>
    void navigate({ search: next, replace: isReplacing, resetScroll: false });
  const { q, state, sort } = search;
  const fitting = items.filter(
    (pilot) => isFound(q, pilot.name, pilot.goal, pilot.id) && (state === undefined || pilot.state === state),
  );
  const hasBar = items.length >= N_WORTH_A_BAR || Object.keys(search).length > 0;
  return (
    <>
      {hasBar && (
        <ListBar
          name="pilots"
          search={search}
          find={messages.pilotsPage.find}
          filters={[
            {
              key: 'state',
              label: messages.pilotsPage.state,
              any: messages.pilotsPage.anyState,
              options: choicesOf(
                items.map((pilot) => pilot.state),
                (value) => pilotStateWords(value as Schemas['PilotState']),
              ),
            },
          ]}
          usualSort={messages.pilotsPage.asDefined}
          sorts={[
            { value: 'name', label: messages.pilotsPage.byName },
            { value: '-lift', label: messages.pilotsPage.byLift },
          ]}
          onChange={go}
        />
      )}
      {fitting.length === 0 && items.length > 0 && <NothingFits onShowAll={() => go({}, false)} />}
      {ordered(fitting, sort, ORDERS).map((pilot) => (
        <PilotCard key={pilot.id} pilot={pilot} />
      ))}
    </>
  );
}

function Pilots(): JSX.Element {
  const pilots = useQuery(pilotsQuery);
  switch (pilots.status) {
    case 'pending':
      return <Skeleton h={360} radius="lg" role="status" aria-label={messages.pilotsPage.loadingPilots} />;
    case 'error':
      return <ProblemNote problem={pilots.error} onRetry={() => void pilots.refetch()} />;
    case 'success':
      if (pilots.data.items.length + pilots.data.broken.length === 0) {
        return (
          <EmptyState
            icon={<IconFlask size={32} stroke={1.4} aria-hidden />}
            title={messages.pilotsPage.noPilotYet}
            text={
              <>
                {messages.pilotsPage.pilotTrialOneIdeaWith(
                  <TextLink to="/definitions" search={{ new: 'pilot' }} underline="always">
                    {messages.pilotsPage.defineTheFirstOne}
                  </TextLink>,
                )}
              </>
            }
          />
        );
      }
      return (
        <Stack gap="lg">
          <PilotList items={pilots.data.items} />
          {pilots.data.broken.map(({ name, why }) => (
            <Panel key={name} title={name}>
              <BrokenNote why={why} />
            </Panel>
          ))}
        </Stack>
      );
  }
}

/** The trials of ideas. */
export function PilotsPage(): JSX.Element {
  const may = useMay('make');
  return (
    <>
      <PageHeader
        title={messages.pilotsPage.title}
        lede={messages.pilotsPage.lede}
        aside={
          may.isAllowed && (
            <ButtonLink
              to="/definitions"
              search={{ new: 'pilot' }}
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {messages.pilotsPage.newPilot}
            </ButtonLink>
          )
        }
      />
      <Pilots />
    </>
  );
}
