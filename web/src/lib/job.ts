import type { Schemas } from '../api/client';
import { lib as messages } from '../messages/lib';

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
      return messages.job.waitsForItsTurn;
    case 'running':
      return messages.job.running;
    case 'cancelling':
      return messages.job.stopping;
    case 'done':
      return messages.job.done;
    case 'failed':
      return messages.job.failed;
    case 'cancelled':
      return messages.job.stopped;
    case 'interrupted':
      return messages.job.interrupted;
  }
}

/** What a job does, in words. */
export function jobKindWords(kind: Job['kind']): string {
  return messages.job.kinds[kind];
}

/** How much of a job is done, 0..=100; null while nobody knows. */
export function percentOf(job: Pick<Job, 'done' | 'total'>): number | null {
  if (job.total === null || job.total <= 0) return null;
  return Math.max(0, Math.min(100, Math.floor((100 * job.done) / job.total)));
}
