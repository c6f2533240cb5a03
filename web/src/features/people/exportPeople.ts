import { answer, client, type Schemas } from '../../api/client';

/** Takes people along as a file: those whom the purposes reach. */
export function exportPeople(body: Schemas['PeopleExport']): Promise<Schemas['ExportedPeople']> {
  return answer(client.POST('/api/v1/people/export', { body }));
}

/** Everything that is held of one person. */
export function exportPerson(personId: string): Promise<Schemas['Person']> {
  return answer(
    client.POST('/api/v1/people/{person_id}/export', { params: { path: { person_id: personId } } }),
  );
}
