import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type Preview = Schemas['AudiencePreview'];
export type Reach = Schemas['AudienceReach'];

/** For what people would be written to. */
export interface Asked {
  channel: string;
  purposes: string[];
}

/** An audience as it is written now: how many, who, and what is wrong. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function previewQuery(text: string) {
  return queryOptions({
    queryKey: ['audience-preview', text],
    queryFn: ({ signal }) => answer(client.POST('/api/v1/audiences/preview', { body: { text }, signal })),
    placeholderData: keepPreviousData,
    // What was counted a minute ago is counted again when it comes back.
    staleTime: 60_000,
  });
}

/** Whom of it the purposes reach; asked beside the count, since it looks at every address. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function reachQuery(text: string, { channel, purposes }: Asked) {
  return queryOptions({
    queryKey: ['audience-reach', text, channel, purposes],
    queryFn: ({ signal }) =>
      answer(client.POST('/api/v1/audiences/preview', { body: { text, channel, purposes }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
