import { after, DAY, daysBetween } from '../shared/time';
import { type DiscountLedger, remainingCents } from './discount-ledger';

export const OFFER_STATUSES = ['proposed', 'upcoming', 'in_force', 'paused', 'ended', 'revoked', 'declined'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

export type OfferDates = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly approvedAt: Date | null;
  readonly revokedAt: Date | null;
};

/**
 * Where an approved offer stands. `paused`: what is left before the cap (`pauseAtCents`) no longer holds an offer of its
 * usual size, so that decisions go to people again.
 */
export function offerStatus(
  dates: OfferDates,
  budget: DiscountLedger & { pauseAtCents: number; usualCents: number | null },
  now: Date,
): OfferStatus {
  if (dates.revokedAt) return dates.approvedAt ? 'revoked' : 'declined';
  if (dates.endsAt <= now) return 'ended';
  if (!dates.approvedAt) return 'proposed';
  if (dates.startsAt > now) return 'upcoming';
  return leftBeforePause(budget, budget.pauseAtCents) < Math.max(1, budget.usualCents ?? 1) ? 'paused' : 'in_force';
}

/** What may still be promised before giving pauses, in cents. */
export function leftBeforePause(ledger: DiscountLedger, pauseAtCents: number): number {
  return Math.max(0, remainingCents(ledger) - (ledger.budgetCents - pauseAtCents));
}

/** Fewer days of spending than this say nothing about a rate. */
const LEAST_DAYS = 1;

/**
 * When the budget runs out if it goes on being spent as it was between `since` and `now`; null where nothing was spent
 * or too little time has passed to tell. `spentCents` is what reservations and settlements took in that time, less what
 * came back.
 */
export function runsOutAt(
  leftCents: number,
  { spentCents, since, now }: { spentCents: number; since: Date; now: Date },
): Date | null {
  const days = daysBetween(since, now);
  if (spentCents <= 0 || days < LEAST_DAYS) return null;
  return after(now, (leftCents / (spentCents / days)) * DAY);
}
