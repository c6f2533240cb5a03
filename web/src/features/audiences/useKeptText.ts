import { useEffect, useState } from 'react';
import { readKept, useOwnKey, writeKept } from '../../lib/kept';

export interface KeptText {
  text: string;
  change: (text: string) => void;
  /** Steps back one change; null where there is none. */
  undo: (() => void) | null;
  /** Whether it differs from what the server has. */
  isChanged: boolean;
  /** Whether this browser had kept it from before. */
  isRestored: boolean;
  /** Goes back to what the server has. */
  reset: () => void;
}

const N_STEPS = 100;

/** A text being written: kept in this browser until it is saved, so that nothing that goes wrong loses it. */
export function useKeptText(name: string, saved: string): KeptText {
  const key = useOwnKey(`audience:${name}`);
  const [first] = useState(() => readKept(key));
  const isRestored = first !== null && first !== saved;
  const [text, setText] = useState(isRestored ? first : saved);
  const [before, setBefore] = useState<string[]>([]);
  useEffect(() => writeKept(key, text === saved ? null : text), [key, text, saved]);
  const last = before.at(-1);
  return {
    text,
    change: (next) => {
      if (next === text) return;
      setBefore([...before.slice(-N_STEPS), text]);
      setText(next);
    },
    undo:
      last === undefined
        ? null
        : () => {
            setText(last);
            setBefore(before.slice(0, -1));
          },
    isChanged: text !== saved,
    isRestored,
    reset: () => {
      setBefore([...before.slice(-N_STEPS), text]);
      setText(saved);
    },
  };
}
