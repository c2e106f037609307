import type { Cents } from '../shared/money';
import { between } from '../shared/time';

/**
 * What ties an order to a message, strongest first. `code`: the order used the message's single-use code. `signed_id`:
 * the order carried the message's signed id, or the customer followed its signed link before ordering. `utm`: the
 * order named the message's campaign. That the same person got a message and later ordered is no evidence: people
 * come back by themselves, and the holdout says how many.
 */
export const EVIDENCE = ['code', 'signed_id', 'utm'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What of an order is credited: net revenue in minor units, after discount and refunds, before shipping and tax. */
export type OrderFacts = { netRevenueCents: Cents; orderedAt: Date };

/** A message that the order's customer received, how long it counts, and what it has to show for itself. */
export type TouchFacts = {
  messageId: string;
  decisionId: string;
  deliveredAt: Date;
  windowMs: number;
  evidence: readonly Evidence[];
};

/** What one message is credited with of an order's net revenue, in minor units, and the evidence for it. */
export type Credit = { messageId: string; decisionId: string; evidence: Evidence; creditCents: Cents };

/**
 * Last touch by the strongest evidence: of the messages whose time was not over when the order was made, those with the
 * strongest kind of evidence are taken, and the last delivered of them gets the order's whole net revenue. Credits
 * sum exactly to the net revenue, or there is none. Ties are settled by message id, so that the same facts, in
 * whatever order, give the same answer.
 */
export function attribute(order: OrderFacts, touches: readonly TouchFacts[]): Credit[] {
  const eligible = touches.filter(({ deliveredAt, windowMs }) => {
    const elapsed = between(deliveredAt, order.orderedAt);
    return elapsed >= 0 && elapsed <= windowMs;
  });
  for (const evidence of EVIDENCE) {
    const last = eligible.filter((touch) => touch.evidence.includes(evidence)).sort(lastFirst)[0];
    if (!last) continue;
    const { messageId, decisionId } = last;
    return [{ messageId, decisionId, evidence, creditCents: order.netRevenueCents }];
  }
  return [];
}

function lastFirst(a: TouchFacts, b: TouchFacts): number {
  return between(a.deliveredAt, b.deliveredAt) || (a.messageId < b.messageId ? 1 : -1);
}
