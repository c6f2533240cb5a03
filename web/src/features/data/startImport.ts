import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import type { ProblemError } from '../../api/problem';
import type { Job } from '../../lib/job';
import { data as messages } from '../../messages/data';
import { applyContract } from '../../lib/applyContract';

export interface NewImport {
  uploadId: string;
  /** The contract's name. */
  source: string;
  /** A contract to be applied first; null where an applied one reads the file. */
  contract: { text: string; fileName: string } | null;
}

async function startImport({ uploadId, source, contract }: NewImport): Promise<Job> {
  if (contract !== null)
    await applyContract(source, contract.text, messages.startImport.draftedFrom(contract.fileName));
  return answer(client.POST('/api/v1/jobs/import', { body: { upload_id: uploadId, source } }));
}

/** Applies a contract where there is a new one, and asks for the file to be read by it. */
export function useImport(onStarted: (job: Job) => void): UseMutationResult<Job, ProblemError, NewImport> {
  const queryClient = useQueryClient();
  return useMutation<Job, ProblemError, NewImport>({
    mutationFn: startImport,
    onSuccess: async (job) => {
      onStarted(job);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['jobs'] }),
        queryClient.invalidateQueries({ queryKey: ['sources'] }),
        queryClient.invalidateQueries({ queryKey: ['definitions'] }),
      ]);
    },
  });
}
