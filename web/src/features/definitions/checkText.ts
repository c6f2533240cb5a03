import { answer, client, type Schemas } from '../../api/client';
import type { DefinitionId } from '../../lib/definitionQuery';

/** Everything that is wrong with a text, as it would be found when it is applied. */
export async function checkText(
  { kind, name }: DefinitionId,
  text: string,
): Promise<Schemas['TextProblem'][]> {
  const found = await answer(client.POST('/api/v1/definitions/check', { body: { kind, name, text } }));
  return found.problems;
}
