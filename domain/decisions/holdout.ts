import type { Policy } from '../policies/policy';
import { stableUnit } from '../shared/stable-hash';

/** "2026Q4": the quarter of an instant, in UTC. Holdouts are drawn anew with each. */
export function quarterOf(at: Date): string {
  return `${at.getUTCFullYear()}Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
}

/** Whether a customer is left alone this quarter, so that the effect of touches can be measured against them. */
export function isHeldOut(holdoutSalt: string, customerId: string, at: Date, policy: Policy): boolean {
  return stableUnit(`${holdoutSalt}:${quarterOf(at)}`, customerId) < policy.holdout.share;
}
