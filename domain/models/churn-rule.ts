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
};

/** One measure of the rule: its value 0..1, and what it adds to the risk (0..1) or takes from it. */
export type ChurnFactor = { factor: 'recency' | 'frequency' | 'monetary' | 'engagement'; value: number; adds: number };

export type ChurnRisk = { risk: number; factors: readonly ChurnFactor[] };

/** Names the rule among the models of a decision. */
export const CHURN_RULE_VERSION = 'rfm-rule-1';

/** Weights of product.md: recency, too few orders, value (which protects), too little engagement. */
const WEIGHTS = { recency: 0.4, frequency: 0.2, monetary: -0.1, engagement: 0.25 };
/** The sum runs from -0.10 (all is well) to 0.85 (nothing is). */
const LEAST = WEIGHTS.monetary;
const SPAN = WEIGHTS.recency + WEIGHTS.frequency + WEIGHTS.engagement - WEIGHTS.monetary;
/** Engagement of those of whom nothing is known yet: neither good nor bad. */
const UNKNOWN_ENGAGEMENT = 0.5;

/**
 * Churn risk 0..1 by the RFM rule, with its factors, the weightiest first: 0.40 recency + 0.20 (1 - frequency) - 0.10
 * monetary + 0.25 (1 - engagement), scaled to 0..1. A rule, not a trained model: it ranks, it is not calibrated.
 */
export function churnRisk(facts: ChurnFacts, scale: ChurnScale, now: Date): ChurnRisk {
  const last = facts.lastEngagedAt ?? facts.joinedAt;
  const recency = share(between(last, now) > 0 ? daysBetween(last, now) : 0, scale.goneAfterDays);
  const frequency = share(facts.orderCount, scale.frequentOrders);
  const monetary = share(facts.lifetimeValueCents, scale.highValueCents);
  const isKnown = facts.deliveredTouches >= scale.knownAfterTouches;
  const engagement = isKnown ? facts.engagementScore : Math.max(facts.engagementScore, UNKNOWN_ENGAGEMENT);
  const factors: ChurnFactor[] = [
    { factor: 'recency', value: recency, adds: WEIGHTS.recency * recency },
    { factor: 'frequency', value: frequency, adds: WEIGHTS.frequency * (1 - frequency) },
    { factor: 'monetary', value: monetary, adds: WEIGHTS.monetary * monetary },
    { factor: 'engagement', value: engagement, adds: WEIGHTS.engagement * (1 - engagement) },
  ];
  const sum = factors.reduce((total, { adds }) => total + adds, 0);
  return {
    risk: Math.min(1, Math.max(0, (sum - LEAST) / SPAN)),
    factors: factors
      .map((factor) => ({ ...factor, adds: factor.adds / SPAN }))
      .toSorted((a, b) => Math.abs(b.adds) - Math.abs(a.adds)),
  };
}

function share(value: number, full: number): number {
  return full <= 0 ? 1 : Math.min(1, Math.max(0, value / full));
}
