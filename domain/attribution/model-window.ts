import { actionKind } from '../agents/agent-cards';
import type { Policy } from '../policies/policy';
import { DAY } from '../shared/time';

/** How long after a touch an order counts as its outcome, in milliseconds: shorter for carts than for all else. */
export function modelWindow(action: string | null, { attribution }: Pick<Policy, 'attribution'>): number {
  return (actionKind(action) === 'cart' ? attribution.cartDays : attribution.otherDays) * DAY;
}

/** The longest that any touch may lie before an order, in milliseconds. */
export function longestWindow({ attribution }: Pick<Policy, 'attribution'>): number {
  return Math.max(attribution.cartDays, attribution.otherDays) * DAY;
}
