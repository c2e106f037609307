import { v7 } from 'uuid';
import { inputWords } from '@/domain/shared/input-words';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { OfferPolicyInput } from './offer-policy-input';

/**
 * Proposes a ladder of discounts, for somebody else to approve: until then it pays for nothing. Answers its id. Throws
 * forbidden, and invalid with the field that is wrong.
 */
export async function proposeOfferPolicy(ctx: ServiceContext, input: OfferPolicyInput): Promise<{ id: string }> {
  authorise(ctx, 'offers.propose');
  const parsed = OfferPolicyInput.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError('invalid', issue ? inputWords(issue) : 'This offer makes no sense.', {
      field: issue?.path.join('.'),
    });
  }
  if (parsed.data.endsAt <= ctx.now) {
    throw new ServiceError('invalid', 'It would be over already.', { field: 'endsAt' });
  }
  const id = v7();
  const { name: _, startsAt, endsAt, ...facts } = parsed.data;
  await inTransaction(ctx, async (tx) => {
    await tx.offerPolicy.create({
      data: {
        ...parsed.data,
        id,
        workspaceId: ctx.workspaceId,
        proposedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        proposedAt: ctx.now,
      },
    });
    await appendAudit(tx, ctx, {
      action: 'offer_policy.proposed',
      subject: `offer_policy:${id}`,
      payload: { ...facts, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    });
  });
  return { id };
}
