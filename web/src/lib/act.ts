import { acts, otherAct, program } from '../messages/acts';
import { titleAsWords } from './words';

/** Who did something: a member's name, a model's, or the program itself. */
export function actorWords(actor: string): string {
  if (actor === 'system') return program;
  return actor.startsWith('model:') ? actor.slice('model:'.length) : actor;
}

interface Act {
  action: string;
  /** The name of what it was done to; empty where it has none. */
  subject: string;
  subject_kind: string;
}

/** What somebody did, as a sentence that goes on behind their name. */
export function actWords({ action, subject, subject_kind }: Act): string {
  const isPlain = subject_kind === 'member' || subject_kind === 'job';
  const named = isPlain ? subject : `“${titleAsWords(subject)}”`;
  const name = subject === '' ? subject_kind : named;
  const known = acts[action];
  return known === undefined ? otherAct(action, name) : known(name);
}
