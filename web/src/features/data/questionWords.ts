import { data as messages } from '../../messages/data';

/**
 * A question in the words of the page, where its answers stand below it in words: it needs none of the names that a
 * script gives. Others are asked as the server words them, since they are of one column or value.
 */
export function questionWords(key: string, what: string): string {
  return messages.asked[key] ?? what;
}

/** What helps to answer it; undefined where the question says enough. */
export function questionHint(key: string): string | undefined {
  return messages.hints[key];
}
