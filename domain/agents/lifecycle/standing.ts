import type { Snapshot } from '../../decisions/snapshot';
import type { ChurnFacts, ChurnRisk, ChurnScale } from '../../models/churn-rule';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';

/** What the churn rule measures by, under a policy. */
export function churnScale(policy: Policy): ChurnScale {
  return {
    goneAfterDays: policy.lifecycle.churnedDays,
    frequentOrders: policy.lifecycle.frequentOrders,
    highValueCents: policy.financial.vipCents,
    knownAfterTouches: policy.contact.knownAfterTouches,
    weights: {
      recency: policy.lifecycle.recencyWeight,
      frequency: policy.lifecycle.frequencyWeight,
      monetary: policy.lifecycle.valueWeight,
      engagement: policy.lifecycle.engagementWeight,
    },
    unknownEngagement: policy.lifecycle.unknownEngagement,
  };
}

/** The churn risk of the customer of a snapshot. */
export function riskIn(snapshot: Snapshot, policy: Policy, models: Models, now: Date): ChurnRisk {
  const { signedUpAt, firstSeenAt, lastEngagedAt, ...customer } = snapshot.customer;
  const facts: ChurnFacts = {
    joinedAt: new Date(signedUpAt ?? firstSeenAt ?? snapshot.takenAt),
    lastEngagedAt: lastEngagedAt === null ? null : new Date(lastEngagedAt),
    orderCount: customer.orderCount,
    lifetimeValueCents: customer.lifetimeValueCents,
    engagementScore: customer.engagementScore,
    deliveredTouches: customer.deliveredTouches,
  };
  return models.churnRisk(facts, churnScale(policy), now);
}
