/** A sentence with places for parameters, `{name}`; by number where one of them is a count. */
export type Message = string | { one: string; other: string };

export type Params = Record<string, string | number>;

const plural = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat(globalThis.navigator.language);

/** A message with its parameters; the count that decides between one and many is `n`. */
export function say(message: Message, params: Params = {}): string {
  const text =
    typeof message === 'string'
      ? message
      : message[plural.select(Number(params['n'])) === 'one' ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (place, key: string) => {
    const value = params[key];
    if (value === undefined) return place;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}
