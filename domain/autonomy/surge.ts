import type { Policy } from '../policies/policy';
import { plainWords } from '../shared/figure-words';
import { plural } from '../shared/plural';

/**
 * How much an agent decides, in decisions that wanted to do something, whatever became of them. Days and hours are
 * counted back from where the hour that is judged begins, in the workspace's clock.
 */
export type Volume = {
  /** Within the hour that is judged. */
  readonly lastHour: number;
  /** In the fullest hour and the fullest 24 hours of the days looked back on. */
  readonly busiestHour: number;
  readonly busiestDay: number;
  /** Days of those on which it decided anything. */
  readonly knownDays: number;
};

/** An hour nobody expected, with what it is compared with; `limit` are the decisions it was to stay at or below. */
export type Surge = Volume & { readonly limit: number; readonly lookBackDays: number };

/** Agents whose volume a person plans, sees before it begins and approves: no usual is held against them. */
const PLANNED: ReadonlySet<string> = new Set(['campaign']);

/** Whether an agent's volume comes of what customers do, so that its past says what to expect. */
export function isVolumeWatched(agentId: string): boolean {
  return !PLANNED.has(agentId);
}

/**
 * Whether an hour is out of all proportion: more decisions than the policy's floor, than so many times the busiest hour
 * and than so many times the busiest whole day of the weeks before. Null where it is not, and for an agent that is
 * known for too few days to say.
 */
export function surgeOf(volume: Volume, { volume: policy }: Pick<Policy, 'volume'>): Surge | null {
  if (volume.knownDays < policy.knownDays) return null;
  const limit = Math.max(
    policy.leastDecisions,
    policy.timesBusiestHour * volume.busiestHour,
    policy.timesBusiestDay * volume.busiestDay,
  );
  return volume.lastHour > limit ? { ...volume, limit, lookBackDays: policy.lookBackDays } : null;
}

/** A surge in one sentence, without its full stop. */
export function surgeWords({ lastHour, busiestHour, busiestDay, lookBackDays }: Surge): string {
  const before = `its busiest hour of the ${plural(lookBackDays, 'day')} before had ${plainWords(busiestHour)}, its busiest day ${plainWords(busiestDay)}`;
  return `${plural(lastHour, 'decision')} within an hour: ${before}`;
}
