import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client';

export type EventName = Schemas['EventName'];
export type TraitName = Schemas['TraitName'];

/** The names of events in the data, the most frequent first. */
export const eventsQuery = queryOptions({
  queryKey: ['vocabulary', 'events'],
  queryFn: () => answer(client.GET('/api/v1/vocabulary/events')),
});

/** The traits that a condition may ask for. */
export const traitsQuery = queryOptions({
  queryKey: ['vocabulary', 'traits'],
  queryFn: () => answer(client.GET('/api/v1/vocabulary/traits')),
});

/** Whose values are offered: a trait's, or those of an event's products or money. */
export type ValuesOf = { trait: string } | { event: string; property: 'item' | 'currency' };

/** Values in the data that contain `starts`, those that fit best first. */
// The options' type is the library's and is inferred.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function valuesQuery(of: ValuesOf, starts: string) {
  return queryOptions({
    queryKey: ['vocabulary', 'values', of, starts],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/vocabulary/values', { params: { query: { ...of, starts } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The sources that have records of people. */
export const sourcesQuery = queryOptions({
  queryKey: ['vocabulary', 'sources'],
  queryFn: () => answer(client.GET('/api/v1/vocabulary/sources')),
});
