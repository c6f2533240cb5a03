import type { Schemas } from '../api/client';

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

/** The same where it is a bare name; a title that somebody wrote stays as it is. */
export function titleAsWords(title: string): string {
  return /^[a-z0-9_-]+$/.test(title) ? nameAsWords(title) : title;
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
      return 'The split';
    case 'sample_ratio_by_day':
      return 'The split on every day';
    case 'sample_ratio_by_source':
      return 'The split in every source';
    case 'carry_over':
      return 'An earlier test';
    case 'imbalance':
      return 'The arms before the message';
    case 'leverage':
      return 'Single people';
    case 'novelty':
      return 'Wear over time';
    case 'interference':
      return 'Word of mouth';
    default:
      return nameAsWords(check);
  }
}

/** A purpose of processing, as a marketer says it. */
export function purposeWords(purpose: string): string {
  switch (purpose) {
    case 'marketing':
      return 'Marketing';
    case 'ai_content':
      return 'Content written by AI';
    case 'ai_profiling':
      return 'Profiling by AI';
    case 'service':
      return 'Service messages';
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
      return 'Text message';
    case 'push':
      return 'Push';
    case 'web':
      return 'Website';
    case 'post':
      return 'Post';
    default:
      return nameAsWords(channel);
  }
}

/** A member's role. */
export function roleWords(role: Schemas['Role']): string {
  switch (role) {
    case 'marketer':
      return 'Marketer';
    case 'analyst':
      return 'Analyst';
    case 'brand':
      return 'Brand';
    case 'legal':
      return 'Legal';
    case 'leader':
      return 'Leader';
    case 'admin':
      return 'Admin';
  }
}

/** What an arm is for, in the words of the plan. */
export function armRoleWords(role: Schemas['ArmRole']): string {
  switch (role) {
    case 'baseline':
      return 'what you do today';
    case 'treatment':
      return 'what is being tried';
    case 'holdout':
      return 'gets nothing';
  }
}
