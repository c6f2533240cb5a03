import type { Schemas } from '../api/client';

export type Job = Schemas['Job'];
export type JobState = Schemas['JobState'];

/** Whether nothing more comes of it unless it is started again. */
export function isOver(state: JobState): boolean {
  switch (state) {
    case 'queued':
    case 'running':
    case 'cancelling':
      return false;
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return true;
  }
}

/** How it stands with a job, in words. */
export function jobStateWords(state: JobState): string {
  switch (state) {
    case 'queued':
      return 'Waits for its turn';
    case 'running':
      return 'Running';
    case 'cancelling':
      return 'Stopping';
    case 'done':
      return 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Stopped';
    case 'interrupted':
      return 'Interrupted';
  }
}

/** How much of a job is done, 0..=100; null while nobody knows. */
export function percentOf(job: Pick<Job, 'done' | 'total'>): number | null {
  if (job.total === null || job.total <= 0) return null;
  return Math.max(0, Math.min(100, Math.floor((100 * job.done) / job.total)));
}
