import type { Schemas } from '../../api/client';
import { roleWords } from '../../lib/words';

type Role = Schemas['Role'];

export const roles: Role[] = ['marketer', 'analyst', 'brand', 'legal', 'leader', 'admin'];

/** What a role is for, in one sentence. */
export function roleHint(role: Role): string {
  switch (role) {
    case 'marketer':
      return 'Plans campaigns, writes content and asks for approval. Mends data.';
    case 'analyst':
      return 'Reads and measures, mends data and says who is who.';
    case 'brand':
      return 'Keeps the voice and approves other people’s work.';
    case 'legal':
      return 'Keeps the law, approves other people’s work, mends data.';
    case 'leader':
      return 'Answers for the results and approves other people’s work.';
    case 'admin':
      return 'Keeps members and keys, and may do everything else, too.';
  }
}

export const roleOptions = roles.map((role) => ({ value: role, label: roleWords(role) }));

/** The role that an option stands for. */
export function roleOf(value: string): Role {
  return roles.find((role) => role === value) ?? 'analyst';
}
