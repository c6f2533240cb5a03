/** How a list is narrowed and ordered, as the address says it. */
export type ListSearch = Partial<Record<string, string>>;

/** What of it changes; `undefined` takes it away. */
export type ListChange = Record<string, string | undefined>;

/** What an address says after a change: what is not said has no place in it. */
export function changed(search: ListSearch, change: ListChange): ListSearch {
  return Object.fromEntries(
    Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** Those of `keys` that an address says. */
export function onlyOf(search: ListSearch, keys: string[]): ListSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => keys.includes(key)));
}

/** Whether every word that is sought stands in what is said of a thing. */
export function isFound(sought: string | undefined, ...said: (string | null | undefined)[]): boolean {
  const text = said.join(' ').toLowerCase();
  return (sought ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Things in another order; with no order as they came. `-` before its name turns an order round. */
export function ordered<T>(
  items: T[],
  sort: string | undefined,
  orders: Record<string, (item: T) => string | number>,
): T[] {
  if (sort === undefined) return items;
  const isTurned = sort.startsWith('-');
  const of = orders[isTurned ? sort.slice(1) : sort];
  if (of === undefined) return items;
  const compare = (a: T, b: T): number => {
    const [left, right] = [of(a), of(b)];
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left).localeCompare(String(right));
  };
  return items.toSorted((a, b) => (isTurned ? compare(b, a) : compare(a, b)));
}

/** Different values with the words for each, in the order of the words. */
export function choicesOf(
  values: string[],
  words: (value: string) => string,
): { value: string; label: string }[] {
  return [...new Set(values)]
    .map((value) => ({ value, label: words(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
