import { Alert, Grid, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRobot } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { formatCount, formatCounted, formatRatio } from '../../lib/format';
import { armRoleWords, asNamedSentence, asSentence, nameInSentence, roleWords } from '../../lib/words';
import { ArmName } from './ArmName';
import { AssignmentRules } from './AssignmentRules';
import { Foresight } from './Foresight';
import type { Pilot } from './pilotQuery';
import styles from './PlanTab.module.css';
import { RegistrationPanel } from './RegistrationPanel';
import { usePilot } from './usePilot';

function Arms({ pilot }: { pilot: Pilot }): JSX.Element {
  const { arms, experiment, version, unit, outcome_window_days } = pilot.design;
  return (
    <Stack gap="md">
      <div className={styles.split} aria-hidden>
        {arms.map((arm) => (
          <span
            key={arm.name}
            className={styles.part}
            data-role={arm.role}
            style={{ flexGrow: arm.weight }}
          />
        ))}
      </div>
      <ul className={styles.arms}>
        {arms.map((arm) => (
          <li key={arm.name} className={styles.arm}>
            <span>
              <ArmName name={arm.name} arms={arms} />
              <Text span size="sm" c="dimmed">
                {' '}
                {armRoleWords(arm.role)}
              </Text>
            </span>
            <Text span fw={650} className="tl-number">
              {formatRatio(arm.weight, 0)}
            </Text>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        Drawn at random by {unit}, fixed for this version: nobody changes arms. Outcomes count for{' '}
        {formatCounted(outcome_window_days, 'day', 'days')} after the message. Experiment{' '}
        <code>{experiment}</code>, version {version}.
      </Text>
      <AssignmentRules design={pilot.design} />
    </Stack>
  );
}

function ApprovalBody({ approval }: { approval: NonNullable<Pilot['approval']> }): JSX.Element {
  const { by, by_role, at, release_hash, is_stale, is_scripted } = approval;
  return (
    <Stack gap="sm">
      {is_stale && (
        <Alert
          color="brick"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title="This approval is stale"
        >
          Something changed after it was given, so nothing can be released until it is approved again.
        </Alert>
      )}
      <Text>
        <Text span fw={650}>
          {by}
        </Text>{' '}
        ({roleWords(by_role)}) approved exactly this on <Moment at={at} />.
      </Text>
      {is_scripted && (
        <Group gap={8} wrap="nowrap" align="flex-start" c="var(--tl-warn)">
          <IconRobot size={18} stroke={1.8} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
          <Text size="sm">Given by the demo’s script in this member’s name, not by a person.</Text>
        </Group>
      )}
      <div>
        <Text size="sm" c="dimmed">
          Bound to the content, audience, schedule and design by the fingerprint
        </Text>
        <code className={styles.hash} data-hash>
          {release_hash}
        </code>
      </div>
    </Stack>
  );
}

/** The plan as it was approved. */
export function PlanTab(): JSX.Element {
  const pilot = usePilot();
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="lg">
          <Panel title="Goal">
            <Text>{pilot.goal}</Text>
            <Text size="sm" c="dimmed" mt="xs">
              We believe: {pilot.hypothesis}
            </Text>
          </Panel>
          <Panel title="Audience" anchor="audience">
            {pilot.audience.n_people == null ? (
              <Text mb={4}>Nobody can be counted in {nameInSentence(pilot.audience.name)}.</Text>
            ) : (
              <Group align="baseline" gap={8} mb={4}>
                <Text span fz={28} fw={650} lh={1.1} className="tl-number">
                  {formatCount(pilot.audience.n_people)}
                </Text>
                <Text span c="dimmed">
                  people in {nameInSentence(pilot.audience.name)}
                </Text>
              </Group>
            )}
            {pilot.audience.n_reachable != null && (
              <Text size="sm" mb={4}>
                <Text span className="tl-number">
                  {formatCount(pilot.audience.n_reachable)}
                </Text>{' '}
                of them can be reached today: they agreed, have an address, and nothing forbids it.
              </Text>
            )}
            {pilot.audience.sentence != null && <Text size="sm">{asSentence(pilot.audience.sentence)}</Text>}
          </Panel>
          <Panel title="Arms">
            <Arms pilot={pilot} />
          </Panel>
          <Foresight pilot={pilot} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="lg">
          <Panel title="Approval" anchor="approval">
            {pilot.approval == null ? (
              <Text size="sm" c="dimmed">
                Not approved yet, so nothing can be sent.
              </Text>
            ) : (
              <ApprovalBody approval={pilot.approval} />
            )}
          </Panel>
          {pilot.registration != null && <RegistrationPanel registration={pilot.registration} />}
          <Panel title="How it is read">
            <Text size="sm">{asSentence(pilot.analysis)}</Text>
          </Panel>
          <Panel title="Gate rule" hint="Written before the pilot began, so that the result cannot move it.">
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {asNamedSentence(pilot.gate_rule)}
            </Text>
          </Panel>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
