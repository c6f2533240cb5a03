import {
  IconAdjustments,
  IconFileText,
  IconFlask,
  IconMessage,
  IconPlugConnected,
  IconScale,
  IconSettings,
  IconSpeakerphone,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { JSX } from 'react';

export interface Kind {
  kind: string;
  /** What one of them is called. */
  one: string;
  /** What all of them are called. */
  many: string;
  hint: string;
  icon: JSX.Element;
  /** The name of the only one a workspace has, where it has one. */
  single: string | null;
}

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** The kinds of definition, in the order of the loop. */
export const kinds: Kind[] = [
  {
    kind: 'workspace',
    one: 'Workspace settings',
    many: 'Workspace settings',
    hint: 'Where your people are at home, what you contact them for, how often and when.',
    icon: <IconSettings {...icon} />,
    single: 'workspace',
  },
  {
    kind: 'source',
    one: 'Contract of a source',
    many: 'Contracts of sources',
    hint: 'What each column of a file means, and what is wrong with a row.',
    icon: <IconPlugConnected {...icon} />,
    single: null,
  },
  {
    kind: 'survivorship',
    one: 'Which value wins',
    many: 'Which value wins',
    hint: 'Whose word counts when sources say different things of one person.',
    icon: <IconScale {...icon} />,
    single: 'survivorship',
  },
  {
    kind: 'audience',
    one: 'Audience',
    many: 'Audiences',
    hint: 'Whom you want to reach.',
    icon: <IconUsersGroup {...icon} />,
    single: null,
  },
  {
    kind: 'voice',
    one: 'Brand voice',
    many: 'Brand voices',
    hint: 'How the brand speaks, and what it never says.',
    icon: <IconSpeakerphone {...icon} />,
    single: null,
  },
  {
    kind: 'facts',
    one: 'Fact sheet',
    many: 'Fact sheets',
    hint: 'What may be claimed: offers, facts and links.',
    icon: <IconFileText {...icon} />,
    single: null,
  },
  {
    kind: 'prompt',
    one: 'Prompt',
    many: 'Prompts',
    hint: 'What a model is told when it writes.',
    icon: <IconMessage {...icon} />,
    single: null,
  },
  {
    kind: 'holdouts',
    one: 'Holdouts',
    many: 'Holdouts',
    hint: 'Who gets nothing from any campaign, so that all of it can be measured.',
    icon: <IconAdjustments {...icon} />,
    single: 'holdouts',
  },
  {
    kind: 'pilot',
    one: 'Pilot',
    many: 'Pilots',
    hint: 'What is tried, on whom, how it is measured, and what decides.',
    icon: <IconFlask {...icon} />,
    single: null,
  },
];

/** The kind of this name; one the page does not know keeps its own word. */
export function kindOf(kind: string): Kind {
  const found = kinds.find((known) => known.kind === kind);
  return found ?? { kind, one: kind, many: kind, hint: '', icon: <IconFileText {...icon} />, single: null };
}
