import type { Schemas } from '../api/client';

const SHOUTED = new Set(['ai', 'crm', 'id', 'sms', 'url']);

/** A snake_case or kebab-case name as words: `business_as_usual` → `Business as usual`, `ai` → `AI`. */
export function nameAsWords(name: string): string {
  const words = name.split(/[_\-\s]+/).filter((word) => word !== '');
  return words
    .map((word, i) => {
      if (SHOUTED.has(word.toLowerCase())) return word.toUpperCase();
      return i === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    })
    .join(' ');
}

/** A purpose of processing, as a marketer says it. */
export function purposeWords(purpose: Schemas['Purpose']): string {
  switch (purpose) {
    case 'marketing':
      return 'Marketing';
    case 'ai_content':
      return 'Content written by AI';
    case 'ai_profiling':
      return 'Profiling by AI';
    case 'service':
      return 'Service messages';
  }
}

/** A channel, as a marketer says it. */
export function channelWords(channel: Schemas['Channel']): string {
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
