import { people as messages } from '../../messages/people';

/** A person's name, or that it is not known. */
export function nameOf(name: string | null | undefined): string {
  return name == null || name.trim() === '' ? messages.nameOf.noNameKnown : name;
}
