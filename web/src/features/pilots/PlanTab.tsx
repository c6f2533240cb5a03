import { Alert, Grid, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRobot } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { formatCount } from '../../lib/count';
import { formatRatio } from '../../lib/format';
import { armRoleWords, asNamedSentence, asSentence, nameInSentence, roleWords } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
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
        {messages.planTab.drawnAtRandomByFixed(unit, outcome_window_days, <code>{experiment}</code>, version)}
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
          title={messages.planTab.thisApprovalIsStale}
        >
          {messages.planTab.somethingChangedAfterWasGiven}
        </Alert>
      )}
      <Text>
        {messages.planTab.approvedExactlyThisOn(
          <Text span fw={650}>
            {by}
          </Text>,
          roleWords(by_role),
          <Moment at={at} />,
        )}
      </Text>
      {is_scripted && (
        <Group gap={8} wrap="nowrap" align="flex-start" c="var(--tl-warn)">
          <IconRobot size={18} stroke={1.8} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
          <Text size="sm">{messages.planTab.givenByDemosScriptThis}</Text>
        </Group>
      )}
      <div>
        <Text size="sm" c="dimmed">
          {messages.planTab.boundContentAudienceScheduleDesign}
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
          <Panel title={messages.planTab.goal}>
            <Text>{pilot.goal}</Text>
            <Text size="sm" c="dimmed" mt="xs">
              {messages.planTab.weBelieve(pilot.hypothesis)}
            </Text>
          </Panel>
          <Panel title={messages.planTab.audience} anchor="audience">
            {pilot.audience.n_people == null ? (
              <Text mb={4}>{messages.planTab.nobodyCanBeCountedIn(nameInSentence(pilot.audience.name))}</Text>
            ) : (
              <Group align="baseline" gap={8} mb={4}>
                <Text span fz={28} fw={650} lh={1.1} className="tl-number">
                  {formatCount(pilot.audience.n_people)}
                </Text>
                <Text span c="dimmed">
                  {messages.planTab.peopleIn(nameInSentence(pilot.audience.name))}
                </Text>
              </Group>
            )}
            {pilot.audience.n_reachable != null && (
              <Text size="sm" mb={4}>
                {messages.planTab.themCanReachedTodayThey(
                  <Text span className="tl-number">
                    {formatCount(pilot.audience.n_reachable)}
                  </Text>,
                )}
              </Text>
            )}
            {pilot.audience.sentence != null && <Text size="sm">{asSentence(pilot.audience.sentence)}</Text>}
          </Panel>
          <Panel title={messages.planTab.arms}>
            <Arms pilot={pilot} />
          </Panel>
          <Foresight pilot={pilot} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="lg">
          <Panel title={messages.planTab.approval} anchor="approval">
            {pilot.approval == null ? (
              <Text size="sm" c="dimmed">
                {messages.planTab.notApprovedYetSoNothing}
              </Text>
            ) : (
              <ApprovalBody approval={pilot.approval} />
            )}
          </Panel>
          {pilot.registration != null && <RegistrationPanel registration={pilot.registration} />}
          <Panel title={messages.planTab.howItIsRead}>
            <Text size="sm">{asSentence(pilot.analysis)}</Text>
          </Panel>
          <Panel title={messages.planTab.gateRule} hint={messages.planTab.gateRuleHint}>
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {asNamedSentence(pilot.gate_rule)}
            </Text>
          </Panel>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
