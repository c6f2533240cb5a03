import { Grid, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { formatCount } from '../../lib/count';
import { formatPValue } from '../../lib/format';
import { asNamedSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import { ArmName } from './ArmName';
import type { Pilot } from './pilotQuery';
import styles from './TrustChecks.module.css';

interface CheckProps {
  title: string;
  /** Null while there is nothing to check: neither a pass nor a failure. */
  isPassed: boolean | null;
  verdict: string;
  children: ReactNode;
}

type Look = 'good' | 'bad' | 'open';

function lookOf(isPassed: boolean | null): Look {
  if (isPassed === null) return 'open';
  return isPassed ? 'good' : 'bad';
}

function VerdictIcon({ look }: { look: Look }): JSX.Element {
  const icon = { size: 14, stroke: 3, 'aria-hidden': true } as const;
  switch (look) {
    case 'good':
      return <IconCheck {...icon} />;
    case 'bad':
      return <IconX {...icon} />;
    case 'open':
      return <IconMinus {...icon} />;
  }
}

function Check({ title, isPassed, verdict, children }: CheckProps): JSX.Element {
  const look = lookOf(isPassed);
  const colour = `var(--tl-${look})`;
  return (
    <Stack gap="xs" data-check={title} data-passed={isPassed}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <ThemeIcon size={22} radius="xl" color={`var(--tl-${look}-ground)`} c={colour}>
          <VerdictIcon look={look} />
        </ThemeIcon>
        <div>
          <Title order={3}>{title}</Title>
          <Text size="sm" c={colour} fw={500}>
            {verdict}
          </Text>
        </div>
      </Group>
      {children}
    </Stack>
  );
}

function splitWords({ is_detected, p_value }: Pilot['srm']): string {
  if (p_value == null) return messages.trustChecks.nobodyIsMeasuredYet;
  return is_detected
    ? messages.trustChecks.splitOffSoNothingBelow(formatPValue(p_value))
    : messages.trustChecks.asPlanned(formatPValue(p_value));
}

function SampleRatio({ pilot }: { pilot: Pilot }): JSX.Element {
  const { srm, design } = pilot;
  return (
    <Check
      title={messages.trustChecks.armsHaveSizesTheyShould}
      isPassed={srm.p_value == null ? null : !srm.is_detected}
      verdict={splitWords(srm)}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{messages.trustChecks.arm}</th>
            <th scope="col">{messages.trustChecks.people}</th>
            <th scope="col">{messages.trustChecks.expected}</th>
          </tr>
        </thead>
        <tbody>
          {design.arms.map((arm) => (
            <tr key={arm.name}>
              <th scope="row">
                <ArmName name={arm.name} arms={design.arms} />
              </th>
              <td>{formatCount(srm.observed[arm.name] ?? 0)}</td>
              <td>{formatCount(Math.round(srm.expected[arm.name] ?? 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Check>
  );
}

function CountProof({ pilot }: { pilot: Pilot }): JSX.Element {
  const { count_proof: proof, suppressions } = pilot;
  const nInHoldouts = suppressions.reduce((sum, { n_holdout }) => sum + n_holdout, 0);
  const terms: [string, number][] = [
    [messages.trustChecks.sent, proof.sent],
    [messages.trustChecks.rejected, proof.rejected],
    [messages.trustChecks.suppressed, proof.suppressed],
    [messages.trustChecks.unknown, proof.unknown],
  ];
  if (proof.in_flight > 0) terms.push([messages.trustChecks.onTheirWay, proof.in_flight]);
  return (
    <Check
      title={messages.trustChecks.everyPlannedMessageAccountedFor}
      isPassed={proof.holds}
      verdict={proof.holds ? messages.trustChecks.countAddsUp : messages.trustChecks.countDoesNotAddUp}
    >
      <table className={styles.table}>
        <tbody>
          <tr>
            <th scope="row">{messages.trustChecks.planned}</th>
            <td>{formatCount(proof.planned)}</td>
          </tr>
          {terms.map(([word, n], i) => (
            <tr key={word}>
              <th scope="row">
                {i === 0 ? '= ' : '+ '}
                {word}
              </th>
              <td>{formatCount(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {proof.deferred > 0 && (
        <Text size="sm">{messages.trustChecks.forQuietHoursEndWill(proof.deferred)}</Text>
      )}
      <Text size="sm" c="dimmed">
        {messages.trustChecks.holdoutGotNothingAsPlanned(proof.holdout)}
      </Text>
      {suppressions.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {messages.trustChecks.whyMessagesWereSuppressed}
          </Text>
          <table className={styles.table}>
            <tbody>
              {suppressions.map(({ reason, n, n_holdout }) => (
                <tr key={reason}>
                  <th scope="row">{reason}</th>
                  <td>{formatCount(n)}</td>
                  {nInHoldouts > 0 && <td>{messages.trustChecks.inHoldouts(n_holdout)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Check>
  );
}

function Withheld({ pilot }: { pilot: Pilot }): JSX.Element {
  const withheld = pilot.readout.filter((estimate) => estimate.withheld != null);
  const reasons = [...new Set(withheld.map((estimate) => estimate.withheld))];
  // Where everybody has the same, as with no complaint at all, there is nothing to compare and nothing amiss.
  const isOnlyConstant = withheld.every(({ mean, mean_control }) => mean != null && mean_control != null);
  const isPassed =
    pilot.readout.length === 0 || (withheld.length > 0 && isOnlyConstant) ? null : withheld.length === 0;
  return (
    <Check
      title={messages.trustChecks.nothingHadToBeWithheld}
      isPassed={isPassed}
      verdict={
        pilot.readout.length === 0
          ? messages.trustChecks.nothingIsMeasuredYet
          : isPassed
            ? messages.trustChecks.allShown(pilot.readout.length)
            : messages.trustChecks.ofWithheld(formatCount(withheld.length), pilot.readout.length)
      }
    >
      {reasons.map((reason) => (
        <Text key={reason} size="sm">
          {reason == null ? '' : asNamedSentence(reason)}
        </Text>
      ))}
      <Text size="sm" c="dimmed">
        {messages.trustChecks.peopleComparedByArmThey}
      </Text>
    </Check>
  );
}

/** Why the readout can or cannot be trusted. */
export function TrustChecks({ pilot }: { pilot: Pilot }): JSX.Element {
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, sm: 6, md: 4 }}>
        <SampleRatio pilot={pilot} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, md: 4 }}>
        <CountProof pilot={pilot} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 12, md: 4 }}>
        <Withheld pilot={pilot} />
      </Grid.Col>
    </Grid>
  );
}
