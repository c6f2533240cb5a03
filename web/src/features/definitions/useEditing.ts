import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { checkText } from './checkText';
import type { DefinitionId, ShownDefinition } from './definitionQuery';
import { keepDraft, type Keeping } from './keepDraft';

/** How long a writer pauses before the text is checked. */
const PAUSE_MS = 400;

/** What is kept: a text, and when two were put together, against which other one. */
export type Saving = Pick<Keeping, 'text'> & Partial<Pick<Keeping, 'stamp' | 'baseVersion'>>;

export interface Editing {
  text: string;
  setText: (text: string) => void;
  /** Whether something is written that is not kept. */
  isDirty: boolean;
  /** Goes back to what is kept. */
  undo: () => void;
  problems: Schemas['TextProblem'][];
  /** Whether the problems are those of an earlier text, while the check runs. */
  isChecking: boolean;
  saving: UseMutationResult<ShownDefinition, ProblemError, Saving>;
}

/** The text a member sees first: the draft, or what is applied. */
export function textOf(shown: ShownDefinition): string {
  return shown.draft?.text ?? shown.applied?.text ?? '';
}

/** A text while somebody writes on it: checked at every pause, kept when they say so. */
export function useEditing(shown: ShownDefinition): Editing {
  const queryClient = useQueryClient();
  const id: DefinitionId = { kind: shown.kind, name: shown.name };
  // What the writer began from. It follows the server only while nothing is written: else what somebody else did
  // meanwhile would be written over unseen.
  const [basis, setBasis] = useState(() => ({ stamp: shown.stamp, text: textOf(shown) }));
  const [text, setText] = useState(basis.text);
  const isDirty = text !== basis.text;
  if (!isDirty && shown.stamp !== basis.stamp) {
    setBasis({ stamp: shown.stamp, text: textOf(shown) });
    setText(textOf(shown));
  }
  const [pausedText] = useDebouncedValue(text, PAUSE_MS);
  const isKept = pausedText === textOf(shown);
  const checking = useQuery({
    queryKey: ['checks', id.kind, id.name, pausedText],
    queryFn: () => checkText(id, pausedText),
    enabled: !isKept,
    gcTime: 60_000,
    placeholderData: (before: Schemas['TextProblem'][] | undefined) => before,
  });
  const saving = useMutation<ShownDefinition, ProblemError, Saving>({
    mutationFn: (over) => keepDraft({ ...id, stamp: basis.stamp, ...over }),
    onSuccess: async (kept) => {
      setBasis({ stamp: kept.stamp, text: textOf(kept) });
      queryClient.setQueryData(['definitions', id.kind, id.name], kept);
      await queryClient.invalidateQueries({ queryKey: ['definitions'], exact: true });
    },
  });
  return {
    text,
    setText,
    isDirty,
    undo: () => setText(basis.text),
    problems: isKept ? shown.problems : (checking.data ?? shown.problems),
    isChecking: pausedText !== text || (!isKept && (checking.isFetching || checking.isPlaceholderData)),
    saving,
  };
}
