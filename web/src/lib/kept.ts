import { useRouteContext } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** What this browser kept under a key; null where there is nothing. */
export function readKept(key: string): string | null {
  try {
    return globalThis.localStorage.getItem(key);
  } catch {
    // A browser that keeps nothing still shows the page.
    return null;
  }
}

/** Keeps a text in this browser; null forgets it. */
export function writeKept(key: string, text: string | null): void {
  try {
    if (text === null) globalThis.localStorage.removeItem(key);
    else globalThis.localStorage.setItem(key, text);
  } catch {
    // As above.
  }
}

/** The key of what the signed-in member writes at a place: nobody finds the half-written words of another. */
export function useOwnKey(place: string): string {
  const { session } = useRouteContext({ from: '/_member' });
  return `truelift:${session.workspace.id}:${session.member.id}:${place}`;
}

/** Words being written: kept in this browser until they are given, so that nothing that goes wrong loses them. */
export function useKeptWords(place: string): [string, (words: string) => void] {
  const key = useOwnKey(place);
  const [words, setWords] = useState(() => readKept(key) ?? '');
  useEffect(() => writeKept(key, words === '' ? null : words), [key, words]);
  return [words, setWords];
}
