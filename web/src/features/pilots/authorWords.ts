import { pilots } from '../../messages/pilots';

const messages = pilots.authorWords;

/** By whom a line is: nobody known by name, a person, the phrasebook, or a language model. */
export interface Author {
  provider?: string | null;
  model?: string | null;
}

/** Who wrote a line, exactly: a grammar is no model. */
export function authorWords({ provider, model }: Author): string {
  switch (provider) {
    case undefined:
    case null:
      return messages.peopleUsedToday;
    case 'person':
      return model == null ? messages.aPerson : messages.person(model);
    case 'phrasebook':
      return messages.phrasebook;
    default:
      return messages.languageModel(model ?? provider);
  }
}

/** Whether a language model wrote it. */
export function isByModel({ provider }: Author): boolean {
  return provider != null && provider !== 'person' && provider !== 'phrasebook';
}

/** Whether an arm is called by a name that says that a model wrote: `ai`, `ai_short`. */
export function isCalledAi(arm: string): boolean {
  return /(^|[^a-z])(ai|ki|ia|llm|gpt)([^a-z]|$)/i.test(arm);
}
