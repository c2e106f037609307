import { z } from 'zod';
import { daysBetween } from '../shared/time';
import { LIFECYCLE_STAGES } from './lifecycle-stages';

/** Where a customer is in their life with the shop. */
export const LifecycleStage = z.enum(LIFECYCLE_STAGES);
export type LifecycleStage = z.infer<typeof LifecycleStage>;

/** Days that divide the stages (product.md, "Decided"). */
export const STAGE_DAYS = { new: 30, active: 30, churned: 90 } as const;

/** From this churn risk on, an engaged customer counts as at risk. */
export const AT_RISK_FROM = 0.6;

export type StageFacts = {
  firstSeenAt: Date;
  signedUpAt: Date | null;
  lastEngagedAt: Date | null;
  orderCount: number;
  /** 0..1, null where nothing has estimated it. */
  churnRisk: number | null;
};

/**
 * Stage at `now`, with the reason in words. New: signed up (or, where the shop does not tell, first seen) less than 30
 * days ago and not bought yet. Then by days without engagement: under 30 active, under 90 at risk, else churned; a
 * churn risk of 0.6 or more makes an active customer at risk.
 */
export function lifecycleStage(facts: StageFacts, now: Date): { stage: LifecycleStage; reason: string } {
  const joinedAt = facts.signedUpAt ?? facts.firstSeenAt;
  if (facts.orderCount === 0 && daysBetween(joinedAt, now) < STAGE_DAYS.new) {
    return { stage: 'new', reason: 'Joined less than 30 days ago, no order yet' };
  }
  const quietDays = Math.floor(daysBetween(facts.lastEngagedAt ?? joinedAt, now));
  if (quietDays >= STAGE_DAYS.churned) return { stage: 'churned', reason: `${quietDays} days without engagement` };
  if (quietDays >= STAGE_DAYS.active) return { stage: 'at_risk', reason: `${quietDays} days without engagement` };
  if (facts.churnRisk !== null && facts.churnRisk >= AT_RISK_FROM) {
    return { stage: 'at_risk', reason: `Churn risk ${facts.churnRisk.toFixed(2)}` };
  }
  const reason = facts.orderCount > 0 ? 'Engaged within 30 days, has bought' : 'Engaged within 30 days';
  return { stage: 'active', reason };
}
