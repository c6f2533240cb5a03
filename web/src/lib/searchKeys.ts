function textOf(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Of what an address says behind its `?`, the texts under these keys. */
export function keep<K extends string>(
  search: Record<string, unknown>,
  keys: K[],
): Partial<Record<K, string>> {
  const kept: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = textOf(search, key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
