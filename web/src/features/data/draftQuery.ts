import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Draft = Schemas['Draft'];
export type Answers = Record<string, string>;

/** The contract that a file asks for, with these answers. */
export const draftQuery = (uploadId: string, name: string | null, answers: Answers) =>
  queryOptions({
    queryKey: ['draft', uploadId, name, answers],
    queryFn: () =>
      answer(
        client.POST('/api/v1/uploads/{upload_id}/draft', {
          params: { path: { upload_id: uploadId } },
          body: { answers, ...(name === null ? {} : { name }) },
        }),
      ),
    // What a file says does not change while it waits.
    staleTime: Infinity,
    retry: false,
  });

/** The first rows of a file as an applied contract reads them. */
export const previewQuery = (uploadId: string, source: string) =>
  queryOptions({
    queryKey: ['preview', uploadId, source],
    queryFn: () =>
      answer(
        client.POST('/api/v1/uploads/{upload_id}/preview', {
          params: { path: { upload_id: uploadId } },
          body: { source },
        }),
      ),
    staleTime: Infinity,
    retry: false,
  });
