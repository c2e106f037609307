import type { Policy } from '../policies/policy';
import { firstDifference } from './first-difference';

/**
 * Thresholds that say when an agent wakes, or what is read before it decides: a stored snapshot was taken under the old
 * ones, so a replay cannot show all that changing them would do.
 */
const BEFORE_THE_SNAPSHOT = [
  ['cart', 'idleHours', 'when a cart counts as left: carts that would wake the agent earlier or later are not found'],
  ['cart', 'tooLateHours', 'when a cart is too old: older carts are not found'],
  ['cart', 'reminderHours', 'when a cart reminder is due: reminders at other times are not found'],
  ['winback', 'dormantDays', 'when a customer counts as dormant: others who would be won back are not found'],
  ['winback', 'forgottenDays', 'when a customer is left in peace: others who would be won back are not found'],
  ['winback', 'waves', 'when a win-back wave is due: waves at other times are not found'],
  ['winback', 'lowStock', 'which products are read as scarce'],
  ['reputation', 'windowDays', 'the window over which bounces and complaints were counted'],
  ['budgets', 'windowDays', 'the window over which spending was counted'],
  ['budgets', 'channelCents', 'which channels’ spending was read'],
] as const satisfies readonly (readonly [keyof Policy, string, string])[];

/** What a change of policy also does and a replay cannot show: threshold and words, for those that differ. */
export function blindSpots(then: Policy, tried: Policy): { path: string; words: string }[] {
  return BEFORE_THE_SNAPSHOT.flatMap(([section, field, words]) => {
    const [before, after] = [then[section], tried[section]].map((part) => (part as Record<string, unknown>)[field]);
    return firstDifference(before, after) === null ? [] : [{ path: `${section}.${field}`, words }];
  });
}
