import type { PlannedComparison } from './powerQuery';

/** What a rehearsal can move, the headline first, and of what the plan cannot say how small a move it finds. */
export function rehearsable(
  headline: string,
  power: { comparisons: PlannedComparison[] } | undefined,
): { metrics: string[]; unknown: Set<string> } {
  const planned = power?.comparisons ?? [];
  const metrics = [...new Set([headline, ...planned.map((comparison) => comparison.metric)])];
  const found = new Set(
    planned.filter((comparison) => comparison.detectable_lift != null).map((comparison) => comparison.metric),
  );
  return { metrics, unknown: new Set(power === undefined ? [] : metrics.filter((name) => !found.has(name))) };
}
