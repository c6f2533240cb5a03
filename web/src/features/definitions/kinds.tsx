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
    one: messages.kinds.workspaceSettings,
    many: messages.kinds.workspaceSettings,
    hint: messages.kinds.whereYourPeopleAtHome,
    icon: <IconSettings {...icon} />,
    single: 'workspace',
  },
  {
    kind: 'source',
    one: messages.kinds.contractOfASource,
    many: messages.kinds.contractsOfSources,
    hint: messages.kinds.whatEachColumnFileMeans,
    icon: <IconPlugConnected {...icon} />,
    single: null,
  },
  {
    kind: 'survivorship',
    one: messages.kinds.whichValueWins,
    many: messages.kinds.whichValueWins,
    hint: messages.kinds.whoseWordCountsWhenSources,
    icon: <IconScale {...icon} />,
    single: 'survivorship',
  },
  {
    kind: 'audience',
    one: messages.kinds.audience,
    many: messages.kinds.audiences,
    hint: messages.kinds.whomYouWantToReach,
    icon: <IconUsersGroup {...icon} />,
    single: null,
  },
  {
    kind: 'voice',
    one: messages.kinds.brandVoice,
    many: messages.kinds.brandVoices,
    hint: messages.kinds.howBrandSpeaksWhatNever,
    icon: <IconSpeakerphone {...icon} />,
    single: null,
  },
  {
    kind: 'facts',
    one: messages.kinds.factSheet,
    many: messages.kinds.factSheets,
    hint: messages.kinds.whatMayClaimedOffersFacts,
    icon: <IconFileText {...icon} />,
    single: null,
  },
  {
    kind: 'prompt',
    one: messages.kinds.prompt,
    many: messages.kinds.prompts,
    hint: messages.kinds.whatModelToldWhenWrites,
    icon: <IconMessage {...icon} />,
    single: null,
  },
  {
    kind: 'holdouts',
    one: messages.kinds.holdouts,
    many: messages.kinds.holdouts,
    hint: messages.kinds.whoGetsNothingFromAny,
    icon: <IconAdjustments {...icon} />,
    single: 'holdouts',
  },
  {
    kind: 'pilot',
    one: messages.kinds.pilot,
    many: messages.kinds.pilots,
    hint: messages.kinds.whatTriedOnWhomHow,
    icon: <IconFlask {...icon} />,
    single: null,
  },
];

/** The kind of this name; one the page does not know keeps its own word. */
export function kindOf(kind: string): Kind {
  const found = kinds.find((known) => known.kind === kind);
  return found ?? { kind, one: kind, many: kind, hint: '', icon: <IconFileText {...icon} />, single: null };
}
