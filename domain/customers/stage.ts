import { z } from 'zod';
import { plural } from '../shared/plural';
import { daysBetween } from '../shared/time';
import { LIFECYCLE_STAGES } from './lifecycle-stages';

/** Where a customer is in their life with the shop. */
export const LifecycleStage = z.enum(LIFECYCLE_STAGES);
export type LifecycleStage = z.infer<typeof LifecycleStage>;

/** What divides the stages: section `lifecycle` of the policy. */
export type StageRules = { newDays: number; activeDays: number; churnedDays: number; atRiskFrom: number };

export type StageFacts = {
  firstSeenAt: Date;
  signedUpAt: Date | null;
  lastEngagedAt: Date | null;
  orderCount: number;
  /** 0..1, null where nothing has estimated it. */
  churnRisk: number | null;
};

/**
 * Stage at `now`, with the reason in words. New: signed up (or, where the shop does not tell, first seen) less than
 * `newDays` ago and not bought yet. Then by days without engagement: active, at risk, churned; a churn risk from
 * `atRiskFrom` on makes an active customer at risk.
 */
export function lifecycleStage(
  facts: StageFacts,
  rules: StageRules,
  now: Date,
): { stage: LifecycleStage; reason: string } {
  const joinedAt = facts.signedUpAt ?? facts.firstSeenAt;
  if (facts.orderCount === 0 && daysBetween(joinedAt, now) < rules.newDays) {
    return { stage: 'new', reason: `Joined less than ${plural(rules.newDays, 'day')} ago, no order yet` };
  }
  const quietDays = Math.floor(daysBetween(facts.lastEngagedAt ?? joinedAt, now));
  if (quietDays >= rules.churnedDays)
    return { stage: 'churned', reason: `${plural(quietDays, 'day')} without engagement` };
  if (quietDays >= rules.activeDays)
    return { stage: 'at_risk', reason: `${plural(quietDays, 'day')} without engagement` };
  if (facts.churnRisk !== null && facts.churnRisk >= rules.atRiskFrom) {
    return { stage: 'at_risk', reason: `Churn risk ${facts.churnRisk.toFixed(2)}` };
  }
  const engaged = `Engaged within ${plural(rules.activeDays, 'day')}`;
  const reason = facts.orderCount > 0 ? `${engaged}, has bought` : engaged;
  return { stage: 'active', reason };
}
