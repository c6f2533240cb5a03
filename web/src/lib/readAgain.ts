import { answer, client, type Schemas } from '../api/client';

/** Has the kept files of a source read again, as a job. */
export function readAgain(source: string): Promise<Schemas['Job']> {
  return answer(client.POST('/api/v1/jobs/reload', { body: { source } }));
}
