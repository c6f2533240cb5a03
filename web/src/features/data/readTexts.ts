import type { Schemas } from '../../api/client';

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

type Choice = Schemas['DraftQuestion']['choices'][number];

/** What is said of values by the column that has them, in their order: `rhythm = never` in words is `never`. */
export function byColumn(choices: Choice[]): { column: string; choices: Choice[] }[] {
  const groups: { column: string; choices: Choice[] }[] = [];
  for (const choice of choices) {
    const end = ` = ${choice.words}`;
    const column = choice.value.endsWith(end) ? choice.value.slice(0, -end.length) : '';
    const known = groups.find((group) => group.column === column);
    if (known === undefined) groups.push({ column, choices: [choice] });
    else known.choices.push(choice);
  }
  return groups;
}
