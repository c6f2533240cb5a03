import { Alert, List, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { Panel } from '../../components/Panel';
import { asNamedSentence } from '../../lib/words';
import { pilots as messages } from '../../messages/pilots';
import type { Pilot } from './pilotQuery';
import styles from './PlanTab.module.css';

/** What was agreed on before the first message, and what was changed since. */
export function RegistrationPanel({
  registration,
}: {
  registration: NonNullable<Pilot['registration']>;
}): JSX.Element {
  const { at, plan_hash, amendments } = registration;
  return (
    <Panel title={messages.registrationPanel.registered} hint={messages.registrationPanel.registeredHint}>
      <Stack gap="sm">
        <Text size="sm">
          {messages.registrationPanel.on(
            <Moment at={at} />,
            amendments.length === 0 && messages.registrationPanel.andNothingWasChangedSince,
          )}
        </Text>
        {amendments.length > 0 && (
          <Alert
            color="amber"
            icon={<IconPencil size={18} aria-hidden />}
            title={messages.registrationPanel.changedAfterItBegan}
          >
            <List size="sm" spacing={4}>
              {amendments.map((amendment) => (
                <List.Item key={amendment}>{asNamedSentence(amendment)}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <code className={styles.hash}>{plan_hash}</code>
      </Stack>
    </Panel>
  );
}
