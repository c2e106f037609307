import { v7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { activePolicy } from '../policies';

export const OfferPolicyInput = z
  .object({
    name: z.string().trim().min(1).max(120),
    agentId: z.string().min(1).max(32),
    action: z.string().min(1).max(48),
    maxPercentOff: z.number().int().min(1).max(100),
    budgetCents: z.number().int().positive().max(1_000_000_000),
    startsAt: z.date(),
    endsAt: z.date(),
  })
  .refine((input) => input.endsAt > input.startsAt, { message: 'It must end after it starts.', path: ['endsAt'] });
export type OfferPolicyInput = z.infer<typeof OfferPolicyInput>;

/**
 * Approves a ladder of discounts once, with a budget and an end, so that decisions inside it pass the financial
 * guardrail. Approvers may; above the managers' limit only an administrator. Answers its id.
 */
export async function approveOfferPolicy(ctx: ServiceContext, input: OfferPolicyInput): Promise<{ id: string }> {
  return ctx.db.$transaction((tx) => approveOfferPolicyWithin(tx, ctx, input));
}

/** The same inside the caller's transaction. */
export async function approveOfferPolicyWithin(
  tx: Db,
  ctx: ServiceContext,
  input: OfferPolicyInput,
): Promise<{ id: string }> {
  authorise(ctx, 'review.decide');
  const parsed = OfferPolicyInput.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError('invalid', issue?.message ?? 'This offer cannot be approved.', {
      field: issue?.path.join('.'),
    });
  }
  const { document } = await activePolicy(ctx, tx);
  const isAbove = parsed.data.maxPercentOff > document.financial.managerUpToPercent;
  if (isAbove && ctx.actor.kind === 'user' && ctx.actor.role !== 'admin') {
    throw new ServiceError(
      'forbidden',
      `Above ${document.financial.managerUpToPercent}% only an administrator may approve an offer.`,
    );
  }
  const id = v7();
  await tx.offerPolicy.create({
    data: {
      ...parsed.data,
      id,
      workspaceId: ctx.workspaceId,
      approvedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      approvedAt: ctx.now,
    },
  });
  await appendAudit(tx, ctx, {
    action: 'offer_policy.approved',
    subject: `offer_policy:${id}`,
    payload: {
      agentId: parsed.data.agentId,
      action: parsed.data.action,
      maxPercentOff: parsed.data.maxPercentOff,
      budgetCents: parsed.data.budgetCents,
      endsAt: parsed.data.endsAt.toISOString(),
    },
  });
  return { id };
}
