import type { Policy } from '../policies/policy';
import { mayApprove } from '../review/discount-authority';
import type { Role } from '../workspaces/permissions';

type Proposal = { readonly proposedById: string | null; readonly maxPercentOff: number };
type Person = { readonly id: string; readonly role: Role };

/** Why a person may not approve a ladder of discounts, in words; null where they may. */
export function whyNotApprove(proposal: Proposal, person: Person, policy: Policy): string | null {
  if (proposal.proposedById === person.id) return 'You proposed it: somebody else approves it.';
  if (mayApprove(person.role, proposal.maxPercentOff, policy)) return null;
  return `Above ${policy.financial.managerUpToPercent}% only an administrator may approve an offer.`;
}

/** Whether a ladder still waits for approval and this person proposed it: then they may take it back. */
export function isOwnProposal(
  { proposedById, approvedAt }: { readonly proposedById: string | null; readonly approvedAt: Date | null },
  personId: string | null,
): boolean {
  return personId !== null && approvedAt === null && proposedById === personId;
}
