import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../../api/client';

export type QuarantineRule = Schemas['QuarantineRule'];

/** What tells a rule of a source and field from the others, also for an address bar. */
export function ruleKey(rule: {
  source?: string | undefined;
  rule?: string | undefined;
  field?: string | null | undefined;
}): string {
  return [rule.source ?? '', rule.rule ?? '', rule.field ?? ''].join(' ');
}

/** Quarantined rows counted by source, rule and field. */
export const quarantineQuery = queryOptions({
  queryKey: ['quarantine', 'rules'],
  queryFn: () => answer(client.GET('/api/v1/quarantine')),
});
