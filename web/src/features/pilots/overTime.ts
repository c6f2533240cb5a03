import type { Schemas } from '../../api/client';
import type { Pilot } from './pilotQuery';

/** The headline by what was done within some days of each person's message. */
export type EffectAt = Schemas['EffectAt'];

/** One of them whose numbers are there. */
export interface DrawnEffect {
  days: number;
  lift_abs: number;
  ci_low: number;
  ci_high: number;
}

/** How the headline's effect grew; empty where it could not be told, and of a readout from before it was. */
export function overTimeOf(pilot: Partial<Pick<Pilot, 'over_time'>>): EffectAt[] {
  return pilot.over_time ?? [];
}

/** Those that can be drawn. */
export function drawn(effects: EffectAt[]): DrawnEffect[] {
  return effects.flatMap(({ days, lift_abs, ci_low, ci_high, withheld }) =>
    withheld != null || lift_abs == null || ci_low == null || ci_high == null
      ? []
      : [{ days, lift_abs, ci_low, ci_high }],
  );
}
