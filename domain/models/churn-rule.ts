import { between, daysBetween } from '../shared/time';

/** What is known of a customer that tells whether they are about to leave. Money in cents. */
export type ChurnFacts = {
  joinedAt: Date;
  /** Last visit, click, open or order. */
  lastEngagedAt: Date | null;
  orderCount: number;
  lifetimeValueCents: number;
  /** 0..1, decayed to now. */
  engagementScore: number;
  deliveredTouches: number;
};

/** Where each measure reaches 1, and from how many touches on an engagement score means something. */
export type ChurnScale = {
  goneAfterDays: number;
  frequentOrders: number;
  highValueCents: number;
  knownAfterTouches: number;
  /** What each measure counts; value protects. */
  weights: { recency: number; frequency: number; monetary: number; engagement: number };
  /** Engagement 0..1 of those of whom nothing is known yet. */
  unknownEngagement: number;
};

/** One measure of the rule: its value 0..1, and what it adds to the risk (0..1) or takes from it. */
export type ChurnFactor = { factor: 'recency' | 'frequency' | 'monetary' | 'engagement'; value: number; adds: number };

export type ChurnRisk = { risk: number; factors: readonly ChurnFactor[] };

/** Names the rule among the models of a decision. */
export const CHURN_RULE_VERSION = 'rfm-rule-1';

/**
 * Churn risk 0..1 by the RFM rule, with its factors, the weightiest first: recency + (1 - frequency) - monetary +
 * (1 - engagement), each by its weight (0.40, 0.20, 0.10 and 0.25 of product.md, unless the policy says otherwise), scaled
 * to 0..1. A rule, not a trained model: it ranks, it is not calibrated.
 */
export function churnRisk(facts: ChurnFacts, scale: ChurnScale, now: Date): ChurnRisk {
  const { weights } = scale;
  const span = weights.recency + weights.frequency + weights.engagement + weights.monetary;
  const last = facts.lastEngagedAt ?? facts.joinedAt;
  const recency = share(between(last, now) > 0 ? daysBetween(last, now) : 0, scale.goneAfterDays);
  const frequency = share(facts.orderCount, scale.frequentOrders);
  const monetary = share(facts.lifetimeValueCents, scale.highValueCents);
  const isKnown = facts.deliveredTouches >= scale.knownAfterTouches;
  const engagement = isKnown ? facts.engagementScore : Math.max(facts.engagementScore, scale.unknownEngagement);
  // Where nothing counts, nothing tells: nobody is at risk.
  if (span <= 0) return { risk: 0, factors: [] };
  const factors: ChurnFactor[] = [
    { factor: 'recency', value: recency, adds: weights.recency * recency },
    { factor: 'frequency', value: frequency, adds: weights.frequency * (1 - frequency) },
    { factor: 'monetary', value: monetary, adds: -weights.monetary * monetary },
    { factor: 'engagement', value: engagement, adds: weights.engagement * (1 - engagement) },
  ];
  const sum = factors.reduce((total, { adds }) => total + adds, 0);
  return {
    risk: Math.min(1, Math.max(0, (sum + weights.monetary) / span)),
    factors: factors
      .map((factor) => ({ ...factor, adds: factor.adds / span }))
      .toSorted((a, b) => Math.abs(b.adds) - Math.abs(a.adds)),
  };
}

function share(value: number, full: number): number {
  return full <= 0 ? 1 : Math.min(1, Math.max(0, value / full));
}
