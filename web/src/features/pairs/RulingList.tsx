import { Button, Group, Paper, Text } from '@mantine/core';
import { IconMessage2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Dialog } from '../../components/Dialog';
import { EmptyState } from '../../components/EmptyState';
import { ListSkeleton } from '../../components/ListSkeleton';
import { LoadMore } from '../../components/LoadMore';
import { Moment } from '../../components/Moment';
import { showDone, showProblem } from '../../components/notices';
import { ProblemNote } from '../../components/ProblemNote';
import { recordName } from '../../lib/recordName';
import { useMay } from '../../lib/useMay';
import { pairs as messages } from '../../messages/pairs';
import styles from './RulingList.module.css';
import { rulingsQuery, type Ruling } from './rulingsQuery';
import { useUndoRuling } from './useRulings';

const PAGE_SIZE = 25;

function kindWords(kind: Ruling['kind']): string {
  switch (kind) {
    case 'same':
      return messages.rulingList.samePerson;
    case 'different':
      return messages.rulingList.twoPeople;
    case 'pinned':
      return messages.rulingList.alwaysTheSamePerson;
  }
}

function originWords(origin: Ruling['origin']): string {
  switch (origin) {
    case 'member':
      return messages.rulingList.onTheirOwn;
    case 'review':
      return messages.rulingList.askedNotSure;
    case 'sample':
      return messages.rulingList.spotCheck;
  }
}

/** A member by name; the reader is you. */
function Who({ name }: { name: string }): JSX.Element {
  const { session } = useRouteContext({ from: '/_member' });
  return <>{session.member.name === name ? messages.rulingList.you : name}</>;
}

function Row({ ruling, onTakeBack }: { ruling: Ruling; onTakeBack: () => void }): JSX.Element {
  const { kind, left_record, right_record, origin, note, by_member, at, undone_by, undone_at } = ruling;
  const isUndone = undone_at !== null;
  const { isAllowed } = useMay('mend_data');
  return (
    <li className={styles.row} data-ruling={ruling.ruling_id} data-undone={isUndone}>
      <div className={styles.said}>
        <Text fw={600} {...(isUndone ? { td: 'line-through', c: 'dimmed' } : {})}>
          {kindWords(kind)}
        </Text>
        <Text size="sm">
          {messages.rulingList.and(
            <code>{recordName(left_record)}</code>,
            <code>{recordName(right_record)}</code>,
          )}
        </Text>
        {note !== '' && <Text size="sm">“{note}”</Text>}
        <Text size="sm" c="dimmed">
          {messages.rulingList.atBy(<Moment at={at} />)} <Who name={by_member} />, {originWords(origin)}
        </Text>
        {undone_at !== null && (
          <Text size="sm" c="dimmed">
            {messages.rulingList.takenBackAt(<Moment at={undone_at} />)}

            {undone_by !== null && (
              <>
                {' '}
                {messages.rulingList.by} <Who name={undone_by} />
              </>
            )}
          </Text>
        )}
      </div>
      {!isUndone && isAllowed && (
        <Button size="compact-sm" variant="default" flex="none" onClick={onTakeBack}>
          {messages.rulingList.takeBack}
        </Button>
      )}
    </li>
  );
}

function TakeBack({ ruling, onClose }: { ruling: Ruling; onClose: () => void }): JSX.Element {
  const undoing = useUndoRuling();
  const takeBack = (): void =>
    undoing.mutate(ruling.ruling_id, {
      onSuccess: () => {
        onClose();
        showDone(messages.rulingList.takenBack, messages.rulingList.peopleChangeByWhenAnswers);
      },
      onError: (error) => showProblem(error),
    });
  return (
    <Dialog isOpen onClose={onClose} title={messages.rulingList.takeThisAnswerBack} centered>
      <Text size="sm">
        {messages.rulingList.noLongerHoldsForWhen(
          kindWords(ruling.kind),
          <code>{recordName(ruling.left_record)}</code>,
          <code>{recordName(ruling.right_record)}</code>,
        )}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {messages.rulingList.cancel}
        </Button>
        <Button loading={undoing.isPending} onClick={takeBack}>
          {messages.rulingList.takeBack}
        </Button>
      </Group>
    </Dialog>
  );
}

/** What members said of records: who, when, why, and the way to take it back. */
export function RulingList(): JSX.Element {
  const rulings = useQuery(rulingsQuery);
  const [doubted, setDoubted] = useState<Ruling | null>(null);
  const [nShown, setShown] = useState(PAGE_SIZE);
  switch (rulings.status) {
    case 'pending':
      return <ListSkeleton noun={messages.rulingList.noun} rowHeightPx={64} />;
    case 'error':
      return <ProblemNote problem={rulings.error} onRetry={() => void rulings.refetch()} />;
    case 'success':
      return (
        <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--tl-surface)">
          {rulings.data.items.length === 0 ? (
            <EmptyState
              icon={<IconMessage2 size={32} stroke={1.4} aria-hidden />}
              title={messages.rulingList.nobodyHasSaidAnythingYet}
              text={messages.rulingList.nobodyHasSaidAnythingYetText}
            />
          ) : (
            <>
              <ul className={styles.list} aria-label={messages.rulingList.rulings}>
                {rulings.data.items.slice(0, nShown).map((ruling) => (
                  <Row key={ruling.ruling_id} ruling={ruling} onTakeBack={() => setDoubted(ruling)} />
                ))}
              </ul>
              <LoadMore
                noun={messages.rulingList.noun}
                one={messages.rulingList.one}
                nShown={Math.min(nShown, rulings.data.items.length)}
                nTotal={rulings.data.items.length}
                hasMore={nShown < rulings.data.items.length}
                isLoading={false}
                onMore={() => setShown(nShown + PAGE_SIZE)}
              />
            </>
          )}
          {doubted !== null && <TakeBack ruling={doubted} onClose={() => setDoubted(null)} />}
        </Paper>
      );
  }
}
