import type { Policy } from '../policies/policy';
import type { Role } from '../workspaces/permissions';

/** Who has to say yes to a discount that no approved offer covers: nobody, a manager (approver), a director (admin). */
export type DiscountApprover = 'nobody' | 'approver' | 'admin';

/** The least office that may approve a discount, in percent; null: no discount. */
export function approverOf(percentOff: number | null, policy: Policy): DiscountApprover {
  const percent = percentOff ?? 0;
  if (percent < policy.financial.passBelowPercent) return 'nobody';
  return percent <= policy.financial.managerUpToPercent ? 'approver' : 'admin';
}

/** Whether a role may approve a decision with a discount of this size (percent; null: no discount). */
export function mayApprove(role: Role, percentOff: number | null, policy: Policy): boolean {
  if (role === 'admin') return true;
  return role === 'approver' && approverOf(percentOff, policy) !== 'admin';
}
