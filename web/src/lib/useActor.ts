import { useQuery } from '@tanstack/react-query';
import { actorWords } from './act';
import { teamQuery } from './teamQuery';

/** Who did something, by name: what the record keeps of a member is their id. */
export function useActor(): (actor: string) => string {
  const members = useQuery(teamQuery).data?.items ?? [];
  const names = new Map(members.map(({ id, name }) => [`member:${id}`, name]));
  return (actor) => names.get(actor) ?? actorWords(actor);
}
