import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { showProblem } from '../../components/notices';
import type { Pair } from './pairsQuery';
import { useGiveRuling, useUndoRuling } from './useRulings';

export type AnswerWord = Exclude<Schemas['RulingWord'], 'pinned'>;

interface Answer {
  pair: Pair;
  given: Promise<Schemas['RulingGiven']>;
}

export interface PairReview {
  /** The pair to decide; null when none is left or the next are on their way. */
  pair: Pair | null;
  nWaiting: number;
  nSkipped: number;
  hasAnswer: boolean;
  rule: (word: AnswerWord, note: string) => void;
  skip: () => void;
  /** Takes the last answer back, and shows its pair again. */
  undo: () => Promise<void>;
  unskip: () => void;
}

const keyOf = (pair: Pair): string => `${pair.left.record_id} ${pair.right.record_id}`;

function causeOf(kind: Pair['kind']): Schemas['RulingCause'] {
  switch (kind) {
    case 'unsure':
      return 'review';
    case 'sample':
      return 'sample';
  }
}

/**
 * Goes through the pairs of a queue in its order. An answer counts at once and is sent meanwhile, so the next
 * pair is there without waiting; one that the server refuses brings its pair back.
 */
export function usePairReview(queue: Schemas['PairQueue']): PairReview {
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [skipped, setSkipped] = useState<string[]>([]);
  const [recalled, setRecalled] = useState<Pair | null>(null);
  const giving = useGiveRuling();
  const undoing = useUndoRuling();

  const answered = new Set(answers.map((answer) => keyOf(answer.pair)));
  const open = queue.items.filter((pair) => !answered.has(keyOf(pair)));
  const pair = recalled ?? open.find((next) => !skipped.includes(keyOf(next))) ?? null;

  const forget = (gone: Answer): void => setAnswers((all) => all.filter((entry) => entry !== gone));

  const rule = (word: AnswerWord, note: string): void => {
    if (pair === null) return;
    const given = giving.mutateAsync({
      kind: word,
      left_record: pair.left.record_id,
      right_record: pair.right.record_id,
      origin: causeOf(pair.kind),
      note,
    });
    const answer = { pair, given };
    setAnswers((all) => [...all, answer]);
    setRecalled(null);
    given.catch((error: unknown) => {
      forget(answer);
      if (error instanceof ProblemError) showProblem(error);
    });
  };

  const undo = async (): Promise<void> => {
    const last = answers.at(-1);
    if (last === undefined) return;
    forget(last);
    setRecalled(last.pair);
    try {
      const { ruling_id } = await last.given;
      await undoing.mutateAsync(ruling_id);
    } catch (error) {
      // A ruling that was never given needs no undoing, and its problem was shown.
      const wasGiven = await last.given.then(
        () => true,
        () => false,
      );
      if (!wasGiven) return;
      setAnswers((all) => [...all, last]);
      setRecalled(null);
      if (error instanceof ProblemError) showProblem(error);
    }
  };

  return {
    pair,
    nWaiting: queue.n_waiting - (queue.items.length - open.length),
    nSkipped: open.filter((next) => skipped.includes(keyOf(next))).length,
    hasAnswer: answers.length > 0,
    rule,
    skip: () => {
      if (pair === null) return;
      setSkipped((all) => [...all, keyOf(pair)]);
      setRecalled(null);
    },
    undo,
    unskip: () => setSkipped([]),
  };
}
