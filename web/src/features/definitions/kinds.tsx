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
import { definitions as messages } from '../../messages/definitions';

export interface Kind {
  kind: string;
  /** What one of them is called. */
  one: string;
  /** The same within a sentence. */
  within: string;
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
    ...messages.kinds.workspace,
    icon: <IconSettings {...icon} />,
    single: 'workspace',
  },
  {
    kind: 'source',
    ...messages.kinds.source,
    icon: <IconPlugConnected {...icon} />,
    single: null,
  },
  {
    kind: 'survivorship',
    ...messages.kinds.survivorship,
    icon: <IconScale {...icon} />,
    single: 'survivorship',
  },
  {
    kind: 'audience',
    ...messages.kinds.audience,
    icon: <IconUsersGroup {...icon} />,
    single: null,
  },
  {
    kind: 'voice',
    ...messages.kinds.voice,
    icon: <IconSpeakerphone {...icon} />,
    single: null,
  },
  {
    kind: 'facts',
    ...messages.kinds.facts,
    icon: <IconFileText {...icon} />,
    single: null,
  },
  {
    kind: 'prompt',
    ...messages.kinds.prompt,
    icon: <IconMessage {...icon} />,
    single: null,
  },
  {
    kind: 'holdouts',
    ...messages.kinds.holdouts,
    icon: <IconAdjustments {...icon} />,
    single: 'holdouts',
  },
  {
    kind: 'pilot',
    ...messages.kinds.pilot,
    icon: <IconFlask {...icon} />,
    single: null,
  },
];

/** The kind of this name; one the page does not know keeps its own word. */
export function kindOf(kind: string): Kind {
  const found = kinds.find((known) => known.kind === kind);
  return (
    found ?? {
      kind,
      one: kind,
      within: kind,
      many: kind,
      hint: '',
      icon: <IconFileText {...icon} />,
      single: null,
    }
  );
}
