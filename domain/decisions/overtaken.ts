/** What a decision was made on. Instants; null where it was not about a cart, or not about winning somebody back. */
export type Occasion = { decidedAt: Date; cartChangedAt: Date | null; dormantFrom: Date | null };

/** How that stands now; `cartChangedAt` is null for a cart that is not open any more. */
export type Since = { lastOrderAt: Date | null; lastEngagedAt: Date | null; cartChangedAt: Date | null };

export type Overtaken = {
  code: 'ordered' | 'cart_closed' | 'cart_changed' | 'returned' | 'left_alone';
  reason: string;
};

/** What has happened since a decision that makes its message pointless; null where it still fits. */
export function overtakenBy(occasion: Occasion, now: Since): Overtaken | null {
  const { decidedAt, cartChangedAt, dormantFrom } = occasion;
  if (now.lastOrderAt && now.lastOrderAt > decidedAt) {
    return { code: 'ordered', reason: 'The customer has ordered since the decision.' };
  }
  if (cartChangedAt && !now.cartChangedAt) {
    return { code: 'cart_closed', reason: 'The cart has been closed since the decision.' };
  }
  if (cartChangedAt && now.cartChangedAt?.getTime() !== cartChangedAt.getTime()) {
    return { code: 'cart_changed', reason: 'The cart has changed since the decision.' };
  }
  if (dormantFrom && now.lastEngagedAt && now.lastEngagedAt > dormantFrom) {
    return { code: 'returned', reason: 'The customer has come back by themselves.' };
  }
  return null;
}
