import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Schemas } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import { readKept, useOwnKey, writeKept } from '../../lib/kept';
import { checkText } from './checkText';
import type { DefinitionId, ShownDefinition } from '../../lib/definitionQuery';
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
  /** Whether this browser had it from before: a session that ended or a closed window lost nothing. */
  isRestored: boolean;
  /** Goes back to what is kept. */
  undo: () => void;
  /** Takes that back, until something else is written or saved. */
  bringBack: (() => void) | null;
  problems: Schemas['TextProblem'][];
  /** Whether the problems are those of an earlier text, while the check runs. */
  isChecking: boolean;
  saving: UseMutationResult<ShownDefinition, ProblemError, Saving>;
}

/** The text a member sees first: the draft, or what is applied. */
export function textOf(shown: ShownDefinition): string {
  return shown.draft?.text ?? shown.applied?.text ?? '';
}

/** What somebody wrote and did not save, with what they began from. */
interface Unsaved {
  stamp: string;
  basis: string;
  text: string;
}

function unsavedOf(key: string): Unsaved | null {
  try {
    return JSON.parse(readKept(key) ?? 'null') as Unsaved | null;
  } catch {
    return null;
  }
}

/** A text while somebody writes on it: checked at every pause, kept when they say so. */
export function useEditing(shown: ShownDefinition): Editing {
  const queryClient = useQueryClient();
  const id: DefinitionId = { kind: shown.kind, name: shown.name };
  // What the writer began from. It follows the server only while nothing is written: else what somebody else did
  // meanwhile would be written over unseen.
  const key = useOwnKey(`${id.kind}/${id.name}`);
  const [unsaved] = useState(() => unsavedOf(key));
  const isRestored = unsaved !== null && unsaved.text !== textOf(shown);
  const [basis, setBasis] = useState(() =>
    isRestored ? { stamp: unsaved.stamp, text: unsaved.basis } : { stamp: shown.stamp, text: textOf(shown) },
  );
  const [text, setText] = useState(isRestored ? unsaved.text : basis.text);
  const [dropped, setDropped] = useState<string | null>(null);
  const isDirty = text !== basis.text;
  useEffect(() => {
    const found: Unsaved = { stamp: basis.stamp, basis: basis.text, text };
    writeKept(key, isDirty ? JSON.stringify(found) : null);
  }, [key, basis, text, isDirty]);
  if (!isDirty && shown.stamp !== basis.stamp) {
    setBasis({ stamp: shown.stamp, text: textOf(shown) });
    setText(textOf(shown));
    // It was written on what stood there before.
    setDropped(null);
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
    isRestored: isRestored && isDirty && text === unsaved.text,
    undo: () => {
      setDropped(text);
      setText(basis.text);
    },
    bringBack:
      dropped === null || isDirty
        ? null
        : () => {
            setText(dropped);
            setDropped(null);
          },
    problems: isKept ? shown.problems : (checking.data ?? shown.problems),
    isChecking: pausedText !== text || (!isKept && (checking.isFetching || checking.isPlaceholderData)),
    saving,
  };
}
