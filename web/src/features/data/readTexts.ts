/** The texts that an answer names: a list of JSON, or none; undefined while there is no answer. */
export function readTexts(answer: string | undefined): string[] | undefined {
  if (answer === undefined || answer === '') return undefined;
  if (answer === 'none') return [];
  try {
    const texts: unknown = JSON.parse(answer);
    return Array.isArray(texts) ? texts.filter((text): text is string => typeof text === 'string') : [answer];
  } catch {
    return answer.split('\n');
  }
}

/** The answer that names these texts. */
export function writtenTexts(texts: string[]): string {
  return texts.length === 0 ? 'none' : JSON.stringify(texts);
}

/** Whether both name the same texts, in whatever order. */
export function areSame(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((text) => other.includes(text));
}
