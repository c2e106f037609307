import type { DecisionReceipt } from './decision-data';

/** What happened at an instant and needs no more words. */
export type PlainStep = {
  what: 'decided' | 'delivered' | 'opened' | 'clicked' | 'unsubscribed' | 'bounced' | 'complained';
  at: Date;
};

/** One thing that happened to a decision; `what` says which words go with it. */
export type LifeStep =
  | PlainStep
  | { what: 'reviewed'; at: Date; verb: 'Approved' | 'Edited and approved' | 'Rejected'; by: string | null }
  | { what: 'sent'; at: Date; provider: string }
  | { what: 'redeemed'; at: Date; code: string }
  | { what: 'ordered'; at: Date; orderKey: string | null; creditCents: number; evidence: string };

type Facts = Pick<
  DecisionReceipt,
  'decidedAt' | 'outcome' | 'editedFrom' | 'review' | 'messages' | 'offer' | 'credits'
>;

/** The order in which things that bear the same instant must have come. */
const RANK: readonly LifeStep['what'][] = [
  ...(['decided', 'reviewed', 'sent', 'delivered', 'bounced', 'opened', 'clicked'] as const),
  ...(['redeemed', 'ordered', 'unsubscribed', 'complained'] as const),
];

/** All that has happened to a decision, from its making to the orders credited to it, in order of time. */
export function lifeOf(facts: Facts): LifeStep[] {
  const steps = [
    { what: 'decided' as const, at: facts.decidedAt },
    ...reviewed(facts),
    ...touched(facts),
    ...earned(facts),
  ];
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime() || RANK.indexOf(a.what) - RANK.indexOf(b.what));
}

function reviewed({ review, outcome, editedFrom }: Facts): LifeStep[] {
  if (!review) return [];
  const verb = outcome === 'rejected' ? 'Rejected' : editedFrom ? 'Edited and approved' : 'Approved';
  return [{ what: 'reviewed', at: review.at, verb, by: review.by }];
}

function touched({ messages }: Facts): LifeStep[] {
  return messages.flatMap((message) => [
    ...(message.acceptedAt ? [{ what: 'sent' as const, at: message.acceptedAt, provider: message.provider }] : []),
    ...instant('delivered', message.deliveredAt),
    ...instant('opened', message.openedAt),
    ...instant('clicked', message.clickedAt),
    ...instant('unsubscribed', message.unsubscribedAt),
    ...instant('bounced', message.bouncedAt),
    ...instant('complained', message.complainedAt),
  ]);
}

function instant(what: PlainStep['what'], at: Date | null): PlainStep[] {
  return at ? [{ what, at }] : [];
}

function earned({ offer, credits }: Facts): LifeStep[] {
  return [
    ...(offer?.redeemedAt ? [{ what: 'redeemed' as const, at: offer.redeemedAt, code: offer.code }] : []),
    ...credits.map(({ orderedAt, orderKey, creditCents, evidence }) => ({
      what: 'ordered' as const,
      at: orderedAt,
      orderKey,
      creditCents,
      evidence,
    })),
  ];
}
