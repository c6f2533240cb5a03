import { Stack, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { Moment } from '../../components/Moment';
import { TextLink } from '../../components/TextLink';
import { pilots as messages } from '../../messages/pilots';
import { ArmName } from './ArmName';
import type { InboxMessage } from './inboxQuery';
import styles from './MessageView.module.css';
import type { Arm } from './pilotQuery';

/** One message as its receiver would read it. Its body is shown as text, never run as a page. */
export function MessageView({ message, arms }: { message: InboxMessage; arms: Arm[] }): JSX.Element {
  return (
    <Stack component="article" gap="md" aria-label={messages.messageView.message}>
      <div>
        <Title order={3} fz="1.25rem" mb={4} className={styles.subject ?? ''}>
          {message.subject}
        </Title>
        <Text size="sm" c="dimmed">
          {messages.messageView.to(
            <TextLink
              to="/people/$personId"
              params={{ personId: message.person_id }}
              underline="always"
              inherit
            >
              {message.to}
            </TextLink>,
            <Moment at={message.at} />,
            <ArmName name={message.arm} arms={arms} />,
          )}
        </Text>
      </div>
      <div className={styles.body}>{message.body}</div>
    </Stack>
  );
}
