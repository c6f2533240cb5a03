import type { Schemas } from '../api/client';
import { lib as messages } from '../messages/lib';

/** Words that are written in their own way wherever they stand. */
const SPELT = new Map([
  ['ai', 'AI'],
  ['crm', 'CRM'],
  ['email', 'e-mail'],
  ['id', 'ID'],
  ['json', 'JSON'],
  ['sms', 'SMS'],
  ['url', 'URL'],
  ['utf8', 'UTF-8'],
]);

/** A snake_case or kebab-case name as words: `business_as_usual` → `Business as usual`, `ai` → `AI`. */
export function nameAsWords(name: string): string {
  const words = name.split(/[_\-\s]+/).filter((word) => word !== '');
  return capitalised(words.map((word) => SPELT.get(word.toLowerCase()) ?? word).join(' '));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of an arm within a sentence: `AI`, `business as usual`. */
export function nameInSentence(name: string): string {
  const words = nameAsWords(name);
  return /^[A-Z](?![A-Z])/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
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
  switch (check) {
    case 'sample_ratio':
      return messages.words.split;
    case 'sample_ratio_by_day':
      return messages.words.splitOnEveryDay;
    case 'sample_ratio_by_source':
      return messages.words.splitInEverySource;
    case 'carry_over':
      return messages.words.earlierTest;
    case 'imbalance':
      return messages.words.armsBeforeTheMessage;
    case 'leverage':
      return messages.words.singlePeople;
    case 'novelty':
      return messages.words.wearOverTime;
    case 'interference':
      return messages.words.wordOfMouth;
    default:
      return nameAsWords(check);
  }
}

/** A purpose of processing, as a marketer says it. */
export function purposeWords(purpose: string): string {
  switch (purpose) {
    case 'marketing':
      return messages.words.marketing;
    case 'ai_content':
      return messages.words.contentWrittenByAi;
    case 'ai_profiling':
      return messages.words.profilingByAi;
    case 'service':
      return messages.words.serviceMessages;
    default:
      return nameAsWords(purpose);
  }
}

/** A channel, as a marketer says it. */
export function channelWords(channel: string): string {
  switch (channel) {
    case 'email':
      return 'E-mail';
    case 'sms':
      return messages.words.textMessage;
    case 'push':
      return messages.words.push;
    case 'web':
      return messages.words.website;
    case 'post':
      return messages.words.post;
    default:
      return nameAsWords(channel);
  }
}

/** A member's role. */
export function roleWords(role: Schemas['Role']): string {
  switch (role) {
    case 'marketer':
      return messages.words.marketer;
    case 'analyst':
      return messages.words.analyst;
    case 'brand':
      return messages.words.brand;
    case 'legal':
      return messages.words.legal;
    case 'leader':
      return messages.words.leader;
    case 'admin':
      return messages.words.admin;
  }
}

/** What an arm is for, in the words of the plan. */
export function armRoleWords(role: Schemas['ArmRole']): string {
  switch (role) {
    case 'baseline':
      return messages.words.whatYouDoToday;
    case 'treatment':
      return messages.words.whatIsBeingTried;
    case 'holdout':
      return messages.words.getsNothing;
  }
}
