import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { approveOfferPolicy, type OfferPolicyInput, proposeOfferPolicy } from '@/server/services/offers';

/** A ladder of discounts for recovered carts, proposed and approved: in force from yesterday on. Answers its id. */
export async function approvedOffer(ctx: ServiceContext, changes: Partial<OfferPolicyInput> = {}): Promise<string> {
  const job = { ...ctx, actor: { kind: 'operator', name: 'test' } as const };
  const { id } = await proposeOfferPolicy(job, {
    name: 'Cart ladder',
    agentId: 'cart_winback',
    action: 'cart_recovery',
    maxPercentOff: 25,
    budgetCents: 1_000_000,
    startsAt: new Date(ctx.now.getTime() - DAY),
    endsAt: new Date(ctx.now.getTime() + 30 * DAY),
    ...changes,
  });
  await approveOfferPolicy(job, { id });
  return id;
}
