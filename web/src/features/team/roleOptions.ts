import type { Schemas } from '../../api/client';
import { roleWords } from '../../lib/words';
import { team as messages } from '../../messages/team';

type Role = Schemas['Role'];

export const roles: Role[] = ['marketer', 'analyst', 'brand', 'legal', 'leader', 'admin'];

/** What a role is for, in one sentence. */
export function roleHint(role: Role): string {
  switch (role) {
    case 'marketer':
      return messages.roleOptions.plansCampaignsWritesContentAsks;
    case 'analyst':
      return messages.roleOptions.readsMeasuresMendsDataSays;
    case 'brand':
      return messages.roleOptions.keepsVoiceApprovesOtherPeoples;
    case 'legal':
      return messages.roleOptions.keepsLawApprovesOtherPeoples;
    case 'leader':
      return messages.roleOptions.answersForResultsApprovesOther;
    case 'admin':
      return messages.roleOptions.keepsMembersKeysMayDo;
  }
}

export const roleOptions = roles.map((role) => ({ value: role, label: roleWords(role) }));

/** The role that an option stands for. */
export function roleOf(value: string): Role {
  return roles.find((role) => role === value) ?? 'analyst';
}
