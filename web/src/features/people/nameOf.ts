/** A person's name, or that it is not known. */
export function nameOf(name: string | null | undefined): string {
  return name == null || name.trim() === '' ? 'No name known' : name;
}
