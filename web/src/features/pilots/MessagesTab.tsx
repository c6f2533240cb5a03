import { Grid, Stack, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Panel } from '../../components/Panel';
import { formatCount } from '../../lib/count';
import { pilots as messages } from '../../messages/pilots';
import { ArmName } from './ArmName';
import { authorWords } from './authorWords';
import { FindingList } from './FindingList';
import styles from './MessagesTab.module.css';
import type { Arm, Pilot } from './pilotQuery';
import { RejectedLines } from './RejectedLines';
import { usePilot } from './usePilot';

function Preview({ message, arms }: { message: Pilot['messages'][number]; arms: Arm[] }): JSX.Element {
  return (
    <article className={styles.mail} data-arm={message.arm}>
      <Text fw={600} size="sm">
        <ArmName name={message.arm} arms={arms} />
      </Text>
      <div className={styles.envelope}>
        <span className={styles.from}>
          <IconMail size={16} stroke={1.8} aria-hidden />
          {messages.messagesTab.subjectLine}
        </span>
        <span className={styles.subject}>{message.subject}</span>
      </div>
      <Text size="sm" c="dimmed">
        {authorWords(message)} · {messages.messagesTab.nCharacters(Array.from(message.subject).length)}
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
      <div className={styles.nothing}>{messages.messagesTab.noMessageIsSent}</div>
      <Text size="sm" c="dimmed">
        {messages.messagesTab.whatPeopleDoByThemselves}
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
      <Panel
        title={messages.messagesTab.whatEachArmWasSent}
        hint={messages.messagesTab.whatEachArmWasSentHint}
      >
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
        title={messages.messagesTab.whatTheChecksCaught}
        anchor="rejected"
        hint={messages.messagesTab.whatTheChecksCaughtHint(
          formatCount(pilot.rejected_candidates.length),
          pilot.n_candidates,
        )}
      >
        <RejectedLines candidates={pilot.rejected_candidates} />
      </Panel>
    </Stack>
  );
}
