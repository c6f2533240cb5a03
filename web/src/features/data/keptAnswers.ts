import type { Answers } from './draftQuery';

const keyOf = (uploadId: string): string => `truelift.answers.${uploadId}`;

/** The answers that were given about a file before the page was reloaded. */
export function keptAnswers(uploadId: string): Answers {
  try {
    return JSON.parse(globalThis.sessionStorage.getItem(keyOf(uploadId)) ?? '{}') as Answers;
  } catch {
    return {};
  }
}

/** Keeps the answers about a file for as long as the tab is open. */
export function keepAnswers(uploadId: string, answers: Answers): void {
  try {
    globalThis.sessionStorage.setItem(keyOf(uploadId), JSON.stringify(answers));
  } catch {
    // A browser that keeps nothing loses answers on a reload, and nothing else.
  }
}
