import { z } from 'zod';
import { whyNotApprove } from '@/domain/offers/offer-approval';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { lockOfferPolicy } from './lock-offer-policy';

export const ApproveOfferInput = z.object({ id: z.uuid() });
export type ApproveOfferInput = z.infer<typeof ApproveOfferInput>;

/**
 * Approves a proposed ladder, so that decisions inside it pass the financial guardrail while its budget lasts. Approvers
 * may up to the managers' limit, administrators above it, nobody their own. Throws forbidden, not_found, conflict where
 * it is approved, revoked or over already.
 */
export async function approveOfferPolicy(ctx: ServiceContext, input: ApproveOfferInput): Promise<void> {
  authorise(ctx, 'offers.approve');
  const { id } = ApproveOfferInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const row = await lockOfferPolicy(tx, ctx, id);
    if (row.revokedAt) throw new ServiceError('conflict', 'It was withdrawn.');
    if (row.approvedAt) throw new ServiceError('conflict', 'Somebody approved it already.');
    if (row.endsAt <= ctx.now) throw new ServiceError('conflict', 'Its time is over: propose it again.');
    const { document } = await activePolicy(ctx, tx);
    if (ctx.actor.kind === 'user') {
      const refusal = whyNotApprove(row, { id: ctx.actor.userId, role: ctx.actor.role }, document);
      if (refusal) throw new ServiceError('forbidden', refusal);
    }
    await tx.offerPolicy.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
      data: { approvedAt: ctx.now, approvedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null },
    });
    await appendAudit(tx, ctx, {
      action: 'offer_policy.approved',
      subject: `offer_policy:${id}`,
      payload: {
        agentId: row.agentId,
        action: row.action,
        maxPercentOff: row.maxPercentOff,
        budgetCents: row.budgetCents,
        endsAt: row.endsAt.toISOString(),
      },
    });
  });
}
