import { Text, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { Moment } from '../../components/Moment';
import { ProblemNote } from '../../components/ProblemNote';
import { pilots as messages } from '../../messages/pilots';
import { ArmName } from './ArmName';
import styles from './InboxList.module.css';
import { inboxQuery, type InboxMessage } from './inboxQuery';
import { MessageView } from './MessageView';
import type { Arm } from './pilotQuery';

interface EntryProps {
  message: InboxMessage;
  arms: Arm[];
  isOpen: boolean;
  onOpen: () => void;
}

function Entry({ message, arms, isOpen, onOpen }: EntryProps): JSX.Element {
  return (
    <li>
      <UnstyledButton
        className={styles.entry ?? ''}
        data-open={isOpen}
        aria-pressed={isOpen}
        onClick={onOpen}
      >
        <span className={styles.to}>
          {message.to}
          <span className={styles.when}>
            <Moment at={message.at} precision="day" />
          </span>
        </span>
        <span className={styles.subject}>{message.subject}</span>
        <Text span size="xs" c="dimmed">
          <ArmName name={message.arm} arms={arms} />
        </Text>
      </UnstyledButton>
    </li>
  );
}

export interface InboxListProps {
  pilotId: string;
  /** Null for all arms. */
  arm: string | null;
  arms: Arm[];
}

/** The list of messages with the chosen one beside it; on a narrow screen it opens over the list. */
export function InboxList({ pilotId, arm, arms }: InboxListProps): JSX.Element {
  const inbox = useInfiniteQuery(inboxQuery(pilotId, arm));
  const [openId, setOpenId] = useState<string | null>(null);
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  switch (inbox.status) {
    case 'pending':
      return <ListSkeleton noun={messages.inboxList.noun} rowHeightPx={64} />;
    case 'error':
      return <ProblemNote problem={inbox.error} onRetry={() => void inbox.refetch()} />;
    case 'success': {
      const items = inbox.data.pages.flatMap((page) => page.items);
      if (items.length === 0) {
        return (
          <EmptyState
            icon={<IconInbox size={32} stroke={1.4} aria-hidden />}
            title={messages.inboxList.noMessageHere}
            text={messages.inboxList.noMessageHereText}
          />
        );
      }
      const chosen = items.find((message) => message.message_id === openId) ?? null;
      const shown = chosen ?? (isWide ? (items[0] ?? null) : null);
      return (
        <>
          <div className={styles.split}>
            <ul className={styles.list} aria-label={messages.inboxList.messages}>
              {items.map((message) => (
                <Entry
                  key={message.message_id}
                  message={message}
                  arms={arms}
                  isOpen={message === shown}
                  onOpen={() => setOpenId(message.message_id)}
                />
              ))}
            </ul>
            {isWide && shown !== null && (
              <div className={styles.reading}>
                <MessageView message={shown} arms={arms} />
              </div>
            )}
          </div>
          <LoadMore
            noun={messages.inboxList.noun}
            one={messages.inboxList.one}
            nShown={items.length}
            nTotal={inbox.data.pages[0]?.n_total ?? null}
            hasMore={inbox.hasNextPage}
            isLoading={inbox.isFetchingNextPage}
            onMore={() => void inbox.fetchNextPage()}
          />
          {!isWide && chosen !== null && (
            <Dialog isOpen fullScreen onClose={() => setOpenId(null)} title={messages.inboxList.message}>
              <MessageView message={chosen} arms={arms} />
            </Dialog>
          )}
        </>
      );
    }
  }
}
