import { answer, client, type Schemas } from '../../api/client';
import type { Job } from '../../lib/job';

/** Has lines written; another seed gives other lines. */
export function startLines(pilot: string, seed: number): Promise<Job> {
  return answer(client.POST('/api/v1/jobs/generate', { body: { pilot, seed } }));
}

/** Sends what was approved. */
export function startRelease(pilot: string): Promise<Job> {
  return answer(client.POST('/api/v1/jobs/release', { body: { pilot } }));
}

/** Reads the pilot out by its plan. */
export function startReadout(pilot: string): Promise<Job> {
  return answer(client.POST('/api/v1/jobs/readout', { body: { pilot } }));
}

/** Plays the pilot to its gate on its own audience's past. */
export function startRehearsal(asked: Schemas['NewRehearsal']): Promise<Job> {
  return answer(client.POST('/api/v1/jobs/rehearse', { body: asked }));
}

/** Starts a job of the pilot again that failed, was stopped, or was interrupted. */
export function startAgain(job: Job): Promise<Job> {
  return answer(client.POST('/api/v1/jobs/{job_id}/again', { params: { path: { job_id: job.id } } }));
}
