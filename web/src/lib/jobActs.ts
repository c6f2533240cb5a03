import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { answer, client } from '../api/client';
import type { ProblemError } from '../api/problem';
import type { Job } from './job';
import { jobQuery } from './jobQuery';

function useJobAct<T>(
  act: (given: T) => Promise<Job>,
  onDone?: (job: Job) => void,
): UseMutationResult<Job, ProblemError, T> {
  const queryClient = useQueryClient();
  return useMutation<Job, ProblemError, T>({
    mutationFn: act,
    onSuccess: async (job) => {
      onDone?.(job);
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
      await queryClient.invalidateQueries({ queryKey: jobQuery(job.id).queryKey });
    },
  });
}

/** Asks a job to stop. */
export function useCancelJob(onDone?: (job: Job) => void): UseMutationResult<Job, ProblemError, number> {
  return useJobAct(
    (jobId: number) =>
      answer(client.POST('/api/v1/jobs/{job_id}/cancel', { params: { path: { job_id: jobId } } })),
    onDone,
  );
}

/** Starts a job again that failed, was stopped, or was interrupted. */
export function useJobAgain(onDone?: (job: Job) => void): UseMutationResult<Job, ProblemError, number> {
  return useJobAct(
    (jobId: number) =>
      answer(client.POST('/api/v1/jobs/{job_id}/again', { params: { path: { job_id: jobId } } })),
    onDone,
  );
}

/** Asks for people to be made of all records. */
export function useUnify(onDone?: (job: Job) => void): UseMutationResult<Job, ProblemError, void> {
  return useJobAct(() => answer(client.POST('/api/v1/jobs/unify')), onDone);
}
