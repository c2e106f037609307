import type { Policy } from '../../policies/policy';
import { stableUnit } from '../../shared/stable-hash';
import { after, DAY } from '../../shared/time';

type Standing = { stage: 'new' | 'active' | 'at_risk' | 'churned'; lifetimeValueCents: number };

/** Least days between two lifecycle decisions for a customer like this. */
export function restDays({ stage, lifetimeValueCents }: Standing, policy: Policy): number {
  const { lifecycle, financial } = policy;
  if (lifetimeValueCents > financial.vipCents) return lifecycle.vipRestDays;
  if (stage === 'new') return lifecycle.onboardingRestDays;
  return stage === 'active' ? lifecycle.activeRestDays : lifecycle.atRiskRestDays;
}

/** When the next lifecycle decision may be made, given when the last one was; null where it may be made now. */
export function restsUntil(customer: Standing, lastAt: Date | null, policy: Policy, now: Date): Date | null {
  const until = lastAt && after(lastAt, restDays(customer, policy) * DAY);
  return until && until > now ? until : null;
}

/**
 * Whether the routine reaches somebody on the day (UTC) of `now` of whom nothing was decided yet: each has a day of
 * their own in the policy's span, the same in every span.
 */
export function isFirstTurn(customerId: string, policy: Policy, now: Date): boolean {
  const span = policy.lifecycle.firstTurnDays;
  return Math.floor(stableUnit('lifecycle:first_turn', customerId) * span) === Math.floor(now.getTime() / DAY) % span;
}

/** The longest rest of the policy, and the stretch within which the onboarding is counted, in days. */
export function longestRestDays({ lifecycle }: Policy): number {
  const { vipRestDays, activeRestDays, atRiskRestDays, onboardingRestDays, newDays } = lifecycle;
  return Math.max(vipRestDays, activeRestDays, atRiskRestDays, onboardingRestDays, newDays);
}
