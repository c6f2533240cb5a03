import { Grid, Stack, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { formatCount, formatCounted } from '../../lib/format';
import { ArmName } from './ArmName';
import { FindingList } from './FindingList';
import styles from './MessagesTab.module.css';
import type { Arm, Pilot } from './pilotQuery';
import { RejectedLines } from './RejectedLines';
import { usePilot } from './usePilot';

function authorOf({ provider, model }: Pilot['messages'][number]): string {
  if (provider == null) return 'Written by people, used today';
  return model == null ? `Written by ${provider}` : `Written by ${provider} (${model})`;
}

function Preview({ message, arms }: { message: Pilot['messages'][number]; arms: Arm[] }): JSX.Element {
  return (
    <article className={styles.mail} data-arm={message.arm}>
      <Text fw={600} size="sm">
        <ArmName name={message.arm} arms={arms} />
      </Text>
      <div className={styles.envelope}>
        <span className={styles.from}>
          <IconMail size={16} stroke={1.8} aria-hidden />
          Subject line
        </span>
        <span className={styles.subject}>{message.subject}</span>
      </div>
      <Text size="sm" c="dimmed">
        {authorOf(message)} · {formatCounted(Array.from(message.subject).length, 'character', 'characters')}
      </Text>
      <FindingList findings={message.findings} />
    </article>
  );
}

/** An arm that gets nothing is shown, too: it is what the others are compared with. */
function Nothing({ arm, arms }: { arm: Arm; arms: Arm[] }): JSX.Element {
  return (
    <article className={styles.mail} data-arm={arm.name}>
      <Text fw={600} size="sm">
        <ArmName name={arm.name} arms={arms} />
      </Text>
      <div className={styles.nothing}>No message is sent</div>
      <Text size="sm" c="dimmed">
        What people do by themselves: the yardstick.
      </Text>
    </article>
  );
}

/** What each arm was sent, and what the checks kept from being sent. */
export function MessagesTab(): JSX.Element {
  const pilot = usePilot();
  const { arms } = pilot.design;
  return (
    <Stack gap="lg">
      <Panel title="What each arm was sent" hint="The arms differ in the subject line only.">
        <Grid gap="lg">
          {arms.map((arm) => {
            const message = pilot.messages.find((entry) => entry.arm === arm.name);
            return (
              <Grid.Col key={arm.name} span={{ base: 12, sm: 6, md: 4 }}>
                {message === undefined || arm.role === 'holdout' ? (
                  <Nothing arm={arm} arms={arms} />
                ) : (
                  <Preview message={message} arms={arms} />
                )}
              </Grid.Col>
            );
          })}
        </Grid>
      </Panel>
      <Panel
        title="What the checks caught"
        anchor="rejected"
        hint={`${formatCount(pilot.rejected_candidates.length)} of ${formatCounted(pilot.n_candidates, 'candidate line was', 'candidate lines were')} rejected before anyone saw them. The place at fault is marked.`}
      >
        <RejectedLines candidates={pilot.rejected_candidates} />
      </Panel>
    </Stack>
  );
}
