import { Grid, Group, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import type { JSX } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { EstimateFigure } from '../../components/EstimateFigure';
import { GateVerdict } from '../../components/GateVerdict';
import { Panel } from '../../components/Panel';
import { PilotStateBadge } from '../../components/PilotStateBadge';
import { TextLink } from '../../components/TextLink';
import type { Overview } from './overviewQuery';

/** The pilot's one number that matters, and what the gate made of it. */
export function PilotPanel({ pilot }: { pilot: NonNullable<Overview['pilot']> | null }): JSX.Element {
  if (pilot === null) {
    return (
      <Panel title="Pilot">
        <EmptyState
          icon={<IconFlask size={32} stroke={1.4} aria-hidden />}
          title="No pilot yet"
          text={
            <>
              Run <code>truelift demo</code> to see the whole loop on simulated data.
            </>
          }
        />
      </Panel>
    );
  }
  return (
    <Panel
      title={pilot.name}
      hint={pilot.goal}
      aside={
        <Group gap="sm">
          <PilotStateBadge state={pilot.state} />
          <TextLink to="/pilots/$pilotId" params={{ pilotId: pilot.id }} size="sm" fw={600}>
            Open the pilot
          </TextLink>
        </Group>
      }
    >
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          {pilot.headline == null ? (
            <Text c="dimmed" size="sm">
              Nothing is measured yet: the number comes when the outcome window has passed.
            </Text>
          ) : (
            <EstimateFigure estimate={pilot.headline} />
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          {pilot.gate == null ? (
            <Text c="dimmed" size="sm">
              The gate has not decided yet.
            </Text>
          ) : (
            <GateVerdict gate={pilot.gate} />
          )}
        </Grid.Col>
      </Grid>
    </Panel>
  );
}
