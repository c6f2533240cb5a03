import type { Schemas } from '../api/client';
import { fields } from '../messages/fields';
import { lib as messages } from '../messages/lib';

const { words } = messages;
const SPELT = new Map<string, string>(Object.entries(words.spelt));
const CHECKS = new Map<string, string>(Object.entries(words.checks));
const PURPOSES = new Map<string, readonly [string, string]>(Object.entries(words.purposes));
const SETTINGS = new Map<string, string>(Object.entries(fields.settings));
const COMMANDS = new Map<string, string>(Object.entries(fields.commands));
const INPUTS = new Map<string, string>(Object.entries(fields.inputs));
const SETTING_VALUES = new Map<string, Record<string, string>>(Object.entries(fields.settingValues));
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

/** A setting of a contract by the name that forms have for it: `truelift.decimal`. Null for any other name. */
export function settingWords(property: string): string | null {
  const [, key = ''] = /^truelift\.(\w+)$/.exec(property) ?? [];
  return SETTINGS.get(key) ?? null;
}

/** What a flag of the command line asks for, as the page calls it: `--lift 10%`. Null for anything else. */
function inputWords(text: string): string | null {
  const [, flag = '', value] = /^(--[a-z-]+)(?:[ =](.+))?$/.exec(text) ?? [];
  const words = INPUTS.get(flag);
  if (words === undefined) return null;
  return value === undefined ? words : `${words}: ${value}`;
}

/** Where the page does what a command does: `truelift unify`. Null for anything else, and where only a server can. */
function commandWords(text: string): string | null {
  const [, verb = '', more = ''] = /^truelift ([a-z-]+)(?: ([a-z-]+))?/.exec(text) ?? [];
  return COMMANDS.get(`${verb} ${more}`) ?? COMMANDS.get(verb) ?? null;
}

/** A setting with what it is set to, as forms show both: `truelift.changes: state`. Null for anything else. */
function setWords(text: string): string | null {
  const [, property = text, value] = /^(truelift\.\w+)(?:: (.+))?$/.exec(text) ?? [];
  const words = settingWords(property);
  if (words === null || value === undefined) return words;
  return `${words}: ${SETTING_VALUES.get(property.replace('truelift.', ''))?.[value] ?? value}`;
}

/** What the server names by a word of a text or of the command line, as the page calls it, in quotes. */
function named(text: string): string | null {
  const known = setWords(text) ?? inputWords(text) ?? commandWords(text);
  return known === null ? null : `“${known}”`;
}

/**
 * A statement of the server as a sentence of the page; what it names in back-ticks is quoted, a setting of a contract
 * as the form of the contract calls it.
 */
export function asSentence(text: string): string {
  return asWritten(text.replace(/`([^`]+)`/g, (ticked, name: string) => named(name) ?? ticked));
}

/** The same beside a text that has the names of its settings as a program reads them. */
export function asWritten(text: string): string {
  const quoted = text.replace(/`([^`]+)`/g, '“$1”');
  return capitalised(/[.!?]$/.test(quoted) ? quoted : `${quoted}.`);
}

/** The same for a statement about arms and metrics: their names in back-ticks become words. */
export function asNamedSentence(text: string): string {
  return asSentence(
    text.replace(/`([^`]+)`/g, (_ticked, name: string) => named(name) ?? nameInSentence(name)),
  );
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
