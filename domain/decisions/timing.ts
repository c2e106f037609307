import { actionKind } from '../agents/agent-cards';
import type { Policy } from '../policies/policy';
import { after, DAY, HOUR } from '../shared/time';
import type { Candidate } from './candidate';

type Lasting = Pick<Candidate, 'action' | 'lasts'>;

const isCart = (action: string) => actionKind(action) === 'cart';

/** The instant after which a candidate has lost its sense, counted from the moment it was meant for. */
export function usefulUntil({ action, lasts }: Lasting, meantFor: Date, policy: Policy): Date {
  if (lasts) return after(meantFor, lasts.usefulHours * HOUR);
  return after(meantFor, isCart(action) ? policy.cart.usefulHours * HOUR : policy.winback.usefulDays * DAY);
}

/** Until when a decision made at `decidedAt` can be approved. */
export function reviewByOf({ action, lasts }: Lasting, decidedAt: Date, policy: Policy): Date {
  if (lasts) return after(decidedAt, lasts.reviewHours * HOUR);
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
