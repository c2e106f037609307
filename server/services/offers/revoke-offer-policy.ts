import { z } from 'zod';
import { isOwnProposal } from '@/domain/offers/offer-approval';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { lockOfferPolicy } from './lock-offer-policy';

export const RevokeOfferInput = z.object({ id: z.uuid(), reason: z.string().trim().max(500) });
export type RevokeOfferInput = z.input<typeof RevokeOfferInput>;

/**
 * Ends a ladder at once, with a reason: no further code is given out of it; codes that customers hold stay good, and are
 * settled as they are used. A proposal is declined the same way, or withdrawn by the person who made it, whatever their
 * role. Throws forbidden, not_found, invalid without a reason, conflict where it was revoked before.
 */
export async function revokeOfferPolicy(ctx: ServiceContext, input: RevokeOfferInput): Promise<void> {
  authorise(ctx, 'offers.propose');
  const { id, reason } = RevokeOfferInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const row = await lockOfferPolicy(tx, ctx, id);
    const by = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const isOwn = isOwnProposal(row, by);
    if (!isOwn) authorise(ctx, 'offers.approve');
    if (!reason) throw new ServiceError('invalid', 'Say why it ends.', { field: 'reason' });
    if (row.revokedAt) throw new ServiceError('conflict', 'Somebody ended it already.');
    await tx.offerPolicy.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
      data: {
        revokedAt: ctx.now,
        revokeReason: reason,
        revokedById: by,
      },
    });
    const { reservedCents, settledCents } = row;
    await appendAudit(tx, ctx, {
      action: row.approvedAt ? 'offer_policy.revoked' : isOwn ? 'offer_policy.withdrawn' : 'offer_policy.declined',
      subject: `offer_policy:${id}`,
      payload: { reason, reservedCents, settledCents },
    });
  });
}
