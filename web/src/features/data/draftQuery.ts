import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Draft = Schemas['Draft'];
export type Answers = Record<string, string>;

/** The contract that a file asks for, with these answers. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function draftQuery(uploadId: string, name: string | null, answers: Answers) {
  return queryOptions({
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
}

/** The first rows of a file as an applied contract reads them. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function previewQuery(uploadId: string, source: string) {
  return queryOptions({
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
}
