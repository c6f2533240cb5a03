/**
 * Questions whose answers stand below them in words: the page needs none of the names that a script gives. Others
 * are asked as the server words them, since they are of one column or value.
 */
const ASKED: Record<string, string> = {
  rows: 'What is a row of this file?',
  purpose: 'What may they be contacted for?',
  channel: 'By which way may they be contacted?',
  action: 'What does being in this file mean?',
};

/** What helps whoever cannot answer. */
const HINTS: Record<string, string> = {
  action:
    'Does a column say yes or no for each of them? Then leave this open, and choose “Consent: yes or no” for that column below.',
};

/** A question in the words of the page. */
export function questionWords(key: string, what: string): string {
  return ASKED[key] ?? what;
}

/** What helps to answer it; undefined where the question says enough. */
export function questionHint(key: string): string | undefined {
  return HINTS[key];
}
