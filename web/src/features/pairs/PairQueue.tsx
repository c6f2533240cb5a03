import { Button, Divider, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconPlayerSkipForward, IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../components/EmptyState';
import { PairWaterfall } from '../../components/PairWaterfall';
import { ProblemNote } from '../../components/ProblemNote';
import { TextLink } from '../../components/TextLink';
import { formatCount } from '../../lib/count';
import { useMay } from '../../lib/useMay';
import { sureWords } from '../../lib/waterfall';
import { asSentence, nameAsWords } from '../../lib/words';
import { pairs as messages } from '../../messages/pairs';
import { AnswerBar } from './AnswerBar';
import styles from './PairQueue.module.css';
import { pairsQuery, type Pair, type PairKind } from './pairsQuery';
import { PrecisionFigure } from './PrecisionFigure';
import { SideBySide } from './SideBySide';
import { usePairReview, type PairReview } from './usePairReview';

function emptyWords(kind: PairKind): { title: string; text: string } {
  switch (kind) {
    case 'unsure':
      return {
        title: messages.pairQueue.noPairIsInDoubt,
        text: messages.pairQueue.everyPairRecordsCouldOne,
      };
    case 'sample':
      return {
        title: messages.pairQueue.wholeSampleIsJudged,
        text: messages.pairQueue.newOneDrawnWhenLinks,
      };
  }
}

function Nothing({ kind, review }: { kind: PairKind; review: PairReview }): JSX.Element {
  if (review.nSkipped > 0) {
    return (
      <EmptyState
        icon={<IconPlayerSkipForward size={32} stroke={1.4} aria-hidden />}
        title={messages.pairQueue.youSkipped(review.nSkipped)}
        text={messages.pairQueue.theyWaitUntilSomebodyDecides}
        action={
          <Button variant="default" size="sm" mt="sm" onClick={review.unskip}>
            {messages.pairQueue.showThemAgain}
          </Button>
        }
      />
    );
  }
  if (review.nWaiting > 0) return <PairSkeleton />;
  const icon = <IconCircleCheck size={32} stroke={1.4} aria-hidden />;
  return <EmptyState icon={icon} {...emptyWords(kind)} />;
}

function PairSkeleton(): JSX.Element {
  return (
    <Stack role="status" aria-label={messages.pairQueue.loadingPairs}>
      <Skeleton h={260} radius="lg" />
      <Skeleton h={260} radius="lg" />
    </Stack>
  );
}

function whoIs({ source, fields }: Schemas['PersonRecord']): string {
  const name = [fields['given_name'], fields['family_name']].filter(Boolean).join(' ');
  return messages.pairQueue.from(name === '' ? messages.pairQueue.record : name, nameAsWords(source));
}

/** What a screen reader says when the next pair comes. */
function announcement(pair: Pair): string {
  return messages.pairQueue.nextPairAnd(
    whoIs(pair.left),
    whoIs(pair.right),
    sureWords(pair.table.probability),
  );
}

function Reviewed({ kind, queue }: { kind: PairKind; queue: Schemas['PairQueue'] }): JSX.Element {
  const review = usePairReview(queue);
  const { pair, nWaiting } = review;
  const { isAllowed } = useMay('mend_data');
  return (
    <>
      <div className={styles.figures}>
        <Text c="dimmed">
          <Text span fz={28} fw={650} lh={1.1} c="bright" className="tl-number" data-waiting={nWaiting}>
            {formatCount(nWaiting)}
          </Text>{' '}
          {messages.pairQueue.pairsWait(nWaiting)}
        </Text>
        {kind === 'sample' && <PrecisionFigure of={queue.precision} />}
      </div>
      <Text className="tl-unseen" role="status">
        {pair === null ? '' : announcement(pair)}
      </Text>
      <Paper
        component="section"
        aria-label={messages.pairQueue.pairToDecide}
        withBorder
        radius="lg"
        p={{ base: 'md', sm: 'lg' }}
        bg="var(--tl-surface)"
        data-pair={pair === null ? '' : `${pair.left.record_id} ${pair.right.record_id}`}
      >
        {pair === null ? (
          <Nothing kind={kind} review={review} />
        ) : (
          <>
            <SideBySide pair={pair} />
            <Divider my="lg" color="var(--tl-line)" />
            <PairWaterfall table={pair.table} />
          </>
        )}
        {isAllowed && <AnswerBar review={review} />}
      </Paper>
    </>
  );
}

/** Before the first run there is nobody to compare. */
function NobodyYet({ why }: { why: string }): JSX.Element {
  return (
    <EmptyState
      icon={<IconUserQuestion size={32} stroke={1.4} aria-hidden />}
      title={messages.pairQueue.nobodyYet}
      text={messages.pairQueue.nobodyYetText(
        asSentence(why),
        <TextLink to="/data" underline="always">
          {messages.pairQueue.makePeople}
        </TextLink>,
      )}
    />
  );
}

/** One pair at a time of the pairs that wait, to be decided. */
export function PairQueue({ kind }: { kind: PairKind }): JSX.Element {
  const queue = useQuery(pairsQuery(kind));
  switch (queue.status) {
    case 'pending':
      return <PairSkeleton />;
    case 'error':
      if (queue.error.problem.code === 'not_ready') return <NobodyYet why={queue.error.problem.detail} />;
      return <ProblemNote problem={queue.error} onRetry={() => void queue.refetch()} />;
    case 'success':
      return <Reviewed kind={kind} queue={queue.data} />;
  }
}
