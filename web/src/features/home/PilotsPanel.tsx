import { Grid, Group, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { BrokenNote } from '../../components/BrokenNote';
import { EmptyState } from '../../components/EmptyState';
import { EstimateFigure } from '../../components/EstimateFigure';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { PilotStateBadge } from '../../components/PilotStateBadge';
import { TextLink } from '../../components/TextLink';
import { home } from '../../messages/home';
import { OpenJobs } from './OpenJobs';

const words = home.pilots;

function Sent({ at_work }: { at_work: Schemas['PilotAtWork'] }): JSX.Element {
  const { n_planned, n_held_out, n_sent, n_suppressed, readable_from, pilot } = at_work;
  if (n_planned + n_held_out === 0) return <>{words.planned}</>;
  return (
    <>
      {words.counts(n_sent, n_held_out, n_suppressed)}
      {pilot.headline == null && readable_from != null && (
        <>
          {' · '}
          {words.readableFrom(<Moment at={readable_from} precision="day" />)}
        </>
      )}
    </>
  );
}

function Pilot({ at_work }: { at_work: Schemas['PilotAtWork'] }): JSX.Element {
  const { pilot } = at_work;
  return (
    <div data-pilot={pilot.id}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div>
          <TextLink to="/pilots/$pilotId" params={{ pilotId: pilot.id }} fw={600}>
            {pilot.name}
          </TextLink>
          <Text size="sm" c="dimmed">
            <Sent at_work={at_work} />
          </Text>
        </div>
        <Stack gap={4} align="flex-end">
          <PilotStateBadge state={pilot.state} />
          {pilot.gate != null && (
            <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
              {words.gate[pilot.gate.decision]}
            </Text>
          )}
        </Stack>
      </Group>
      {pilot.headline != null && (
        <Grid mt="sm">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <EstimateFigure estimate={pilot.headline} />
          </Grid.Col>
        </Grid>
      )}
    </div>
  );
}

export interface PilotsPanelProps {
  pilots: Schemas['PilotAtWork'][];
  broken: Schemas['BrokenPilot'][];
}

/** Every pilot: where it stands, what it brought, what its gate said. */
export function PilotsPanel({ pilots, broken }: PilotsPanelProps): JSX.Element {
  return (
    <Panel title={words.title} hint={words.hint}>
      <OpenJobs />
      {pilots.length + broken.length === 0 && (
        <EmptyState
          icon={<IconFlask size={32} stroke={1.4} aria-hidden />}
          title={words.noneTitle}
          text={words.none}
        />
      )}
      <Stack gap="xl">
        {pilots.map((at_work) => (
          <Pilot key={at_work.pilot.id} at_work={at_work} />
        ))}
        {broken.map(({ name, why }) => (
          <BrokenNote key={name} why={`${name}: ${why}`} />
        ))}
      </Stack>
    </Panel>
  );
}
