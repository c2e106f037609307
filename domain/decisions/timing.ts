import type { Policy } from '../policies/policy';
import { after, DAY, HOUR } from '../shared/time';
import type { Candidate } from './candidate';

const isCart = (action: string) => action.startsWith('cart_');

/** The instant after which the action has lost its sense, counted from the moment it was meant for. */
export function usefulUntil(action: string, meantFor: Date, policy: Policy): Date {
  return after(meantFor, isCart(action) ? policy.cart.usefulHours * HOUR : policy.winback.usefulDays * DAY);
}

/** Until when a decision made at `decidedAt` can be approved. */
export function reviewByOf(action: string, decidedAt: Date, policy: Policy): Date {
  return after(decidedAt, isCart(action) ? policy.cart.reviewHours * HOUR : policy.winback.reviewDays * DAY);
}

/** The same candidate leaving at another time; the end of a code that it gives moves with it. */
export function retimed(candidate: Candidate, sendAt: Date): Candidate {
  const shift = sendAt.getTime() - Date.parse(candidate.sendAt);
  if (shift === 0) return candidate;
  const claims = candidate.offer
    ? candidate.content.claims.map((claim) =>
        claim.kind === 'expiry'
          ? { ...claim, expiresAt: after(new Date(claim.expiresAt), shift).toISOString() }
          : claim,
      )
    : candidate.content.claims;
  return { ...candidate, sendAt: sendAt.toISOString(), content: { ...candidate.content, claims } };
}
