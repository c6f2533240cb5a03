import type { Schemas } from '../api/client';
import { lib as messages } from '../messages/lib';

const { words } = messages;
const SPELT = new Map<string, string>(Object.entries(words.spelt));
const CHECKS = new Map<string, string>(Object.entries(words.checks));
const PURPOSES = new Map<string, readonly [string, string]>(Object.entries(words.purposes));
const CHANNELS = new Map<string, readonly [string, string]>(Object.entries(words.channels));

/** A snake_case or kebab-case name as words: `business_as_usual` → `Business as usual`, `ai` → `AI`. */
export function nameAsWords(name: string): string {
  const parts = name.split(/[_\-\s]+/).filter((word) => word !== '');
  return capitalised(parts.map((word) => SPELT.get(word.toLowerCase()) ?? word).join(' '));
}

/** The same where it is a bare name; a title that somebody wrote stays as it is. */
export function titleAsWords(title: string): string {
  return /^[a-z0-9_-]+$/.test(title) ? nameAsWords(title) : title;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of an arm within a sentence: `AI`, `business as usual`. */
export function nameInSentence(name: string): string {
  const shown = nameAsWords(name);
  return /^[A-Z](?![A-Z])/.test(shown) ? shown.charAt(0).toLowerCase() + shown.slice(1) : shown;
}

/** A statement of the server as a sentence of the page; what it names in back-ticks is quoted. */
export function asSentence(text: string): string {
  const quoted = text.replace(/`([^`]+)`/g, '“$1”');
  return capitalised(/[.!?]$/.test(quoted) ? quoted : `${quoted}.`);
}

/** The same for a statement about arms and metrics: their names in back-ticks become words. */
export function asNamedSentence(text: string): string {
  return asSentence(text.replace(/`([^`]+)`/g, (_ticked, name: string) => nameInSentence(name)));
}

/** A trust check, as the thing that was looked at. */
export function checkWords(check: string): string {
  return CHECKS.get(check) ?? nameAsWords(check);
}

/** A purpose of processing, as a marketer says it. */
export function purposeWords(purpose: string): string {
  return PURPOSES.get(purpose)?.[0] ?? nameAsWords(purpose);
}

/** The same within a sentence: `agreed to marketing`. */
export function purposeInSentence(purpose: string): string {
  return PURPOSES.get(purpose)?.[1] ?? nameInSentence(purpose);
}

/** A channel within a sentence: `by text message`. */
export function channelInSentence(channel: string): string {
  return CHANNELS.get(channel)?.[1] ?? nameInSentence(channel);
}

/** A member's role. */
export function roleWords(role: Schemas['Role']): string {
  return words.roles[role];
}

/** What an arm is for, in the words of the plan. */
export function armRoleWords(role: Schemas['ArmRole']): string {
  return words.armRoles[role];
}
