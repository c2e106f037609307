import { stableUnit } from '../../shared/stable-hash';

/** The words a series can lead with, tested against one another; the offer is the same in all. */
export const WINBACK_ARMS = ['discount', 'new_products', 'scarcity'] as const;
export type WinbackArm = (typeof WINBACK_ARMS)[number];

/** What a dormant customer's series leads with: equal shares, fixed for ever by the customer's id. */
export function winbackArm(salt: string, customerId: string): WinbackArm {
  const index = Math.floor(stableUnit(`${salt}:winback-arm`, customerId) * WINBACK_ARMS.length);
  return WINBACK_ARMS[index] ?? 'discount';
}

/** VIPs get one personal letter, everybody else the whole series. */
export type ValueSegment = 'vip' | 'valued' | 'generic';

/** Value segment by lifetime value in cents: above `vipCents`, from `valuedFromCents`, or below. */
export function valueSegment(
  lifetimeValueCents: number,
  limits: { vipCents: number; valuedFromCents: number },
): ValueSegment {
  if (lifetimeValueCents > limits.vipCents) return 'vip';
  return lifetimeValueCents >= limits.valuedFromCents ? 'valued' : 'generic';
}
