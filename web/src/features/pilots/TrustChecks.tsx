import { Grid, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { formatCount, formatCounted, formatPValue } from '../../lib/format';
import { asNamedSentence } from '../../lib/words';
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
  if (p_value == null) return 'Nobody is measured yet';
  return is_detected
    ? `The split is off (${formatPValue(p_value)}), so nothing below can be trusted`
    : `As planned (${formatPValue(p_value)})`;
}

function SampleRatio({ pilot }: { pilot: Pilot }): JSX.Element {
  const { srm, design } = pilot;
  return (
    <Check
      title="The arms have the sizes they should"
      isPassed={srm.p_value == null ? null : !srm.is_detected}
      verdict={splitWords(srm)}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">People</th>
            <th scope="col">Expected</th>
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
  const terms: [string, number][] = [
    ['sent', proof.sent],
    ['rejected', proof.rejected],
    ['suppressed', proof.suppressed],
    ['unknown', proof.unknown],
  ];
  if (proof.in_flight > 0) terms.push(['on their way', proof.in_flight]);
  return (
    <Check
      title="Every planned message is accounted for"
      isPassed={proof.holds}
      verdict={
        proof.holds ? 'The count adds up' : 'The count does not add up, so the release is not finished'
      }
    >
      <table className={styles.table}>
        <tbody>
          <tr>
            <th scope="row">Planned</th>
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
        <Text size="sm">
          {formatCounted(proof.deferred, 'message waits', 'messages wait')} for quiet hours to end and will be
          sent then.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {formatCounted(proof.holdout, 'person', 'people')} in the holdout got nothing, as planned.
      </Text>
      {suppressions.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Why messages were suppressed
          </Text>
          <table className={styles.table}>
            <tbody>
              {suppressions.map(({ reason, n }) => (
                <tr key={reason}>
                  <th scope="row">{reason}</th>
                  <td>{formatCount(n)}</td>
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
      title="Nothing had to be withheld"
      isPassed={isPassed}
      verdict={
        pilot.readout.length === 0
          ? 'Nothing is measured yet'
          : isPassed
            ? `All ${formatCounted(pilot.readout.length, 'comparison is', 'comparisons are')} shown`
            : `${formatCount(withheld.length)} of ${formatCounted(pilot.readout.length, 'comparison', 'comparisons')} withheld`
      }
    >
      {reasons.map((reason) => (
        <Text key={reason} size="sm">
          {reason == null ? '' : asNamedSentence(reason)}
        </Text>
      ))}
      <Text size="sm" c="dimmed">
        People are compared by the arm they were assigned to, whatever they did. The send gate decided for
        every planned person without knowing the arm, so the arms stay alike.
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
