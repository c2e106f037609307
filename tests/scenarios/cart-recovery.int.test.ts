import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { setAutonomyLevel } from '@/server/services/autonomy';
import { decideIdleCarts } from '@/server/services/decisions';
import { dispatchDue } from '@/server/services/delivery';
import { processPending } from '@/server/services/events';
import { writeEvents } from '@/server/services/events/event-writer';
import { activePolicy } from '@/server/services/policies';
import { approvedOffer } from '@/tests/factories/approved-offer';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { rewritePolicy } from '../factories/rewrite-policy';

const START = new Date('2026-06-10T11:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);
const at = (ctx: ServiceContext, ms: number): ServiceContext => ({
  ...ctx,
  now: later(ms),
  publish: async () => {},
});

type Told = { type: 'track'; name: string; properties: Record<string, unknown> };

/** What the shop tells, by the events API's own store. */
async function tell(ctx: ServiceContext, userId: string, { type, name, properties }: Told): Promise<void> {
  await writeEvents([
    {
      workspace_id: ctx.workspaceId,
      message_id: `${name}:${ctx.now.toISOString()}`,
      type,
      name,
      user_id: userId,
      anonymous_id: null,
      occurred_at: ctx.now.toISOString(),
      sent_at: null,
      properties: properties as never,
      context: {},
      is_simulated: false,
    },
  ]);
  await processPending(ctx, { limit: 100 });
}

/** Workflow 1 of the system design: John, 3 purchases worth $450, leaves a cart of $250. */
describe('cart recovery', () => {
  it('from the cart that is left to the order that is credited: 20 %, single use, 48 hours', async () => {
    const { ctx } = await freshWorkspace({ virtualNow: START, currency: 'USD' });
    await activePolicy(ctx);
    await rewritePolicy(ctx, UNDRAWN_POLICY);
    await product(ctx, { sku: 'LAMP', priceCents: 25_000, costCents: 9_000 });
    await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'scenario' });
    await approvedOffer({ ...ctx, now: START });
    const john = await shopper(ctx, {
      externalId: 'john',
      email: 'john@example.com',
      firstName: 'John',
      orderCount: 3,
      lifetimeValueCents: 45_000,
      lastEngagedAt: later(-DAY),
      lastSeenAt: later(-DAY),
      engagementAt: later(-DAY),
    });
    const line = { cart_id: 'c-1', product_id: 'LAMP', sku: 'LAMP', name: 'Lamp', price: 250, quantity: 1 };
    await tell(at(ctx, 0), 'john', { type: 'track', name: 'Product Added', properties: line });

    // Two hours idle, not a minute less.
    expect(await decideIdleCarts(at(ctx, 2 * HOUR - MINUTE), { limit: 10 })).toEqual({ decided: 0 });
    expect(await decideIdleCarts(at(ctx, 2 * HOUR), { limit: 10 })).toEqual({ decided: 1 });
    const where = { workspaceId: ctx.workspaceId };
    const decision = await ctx.db.decision.findFirstOrThrow({ where });
    expect(decision).toMatchObject({
      customerId: john.id,
      agentId: 'cart_winback',
      action: 'cart_recovery',
      outcome: 'scheduled',
    });
    expect(decision.chosen).toMatchObject({ offer: { percentOff: 20, validHours: 48, maxCostCents: 5_000 } });
    const offer = await ctx.db.offer.findFirstOrThrow({ where });
    expect(offer.expiresAt).toEqual(later(50 * HOUR));
    const message = await ctx.db.message.findFirstOrThrow({ where });
    expect(message).toMatchObject({ toAddress: 'john@example.com', channel: 'email' });
    expect(message.subject).toContain('John');

    // It is read, and John orders with the code.
    expect(await dispatchDue(at(ctx, 2 * HOUR), { limit: 10 })).toMatchObject({ sent: 1 });
    expect(await ctx.db.message.findFirst({ where })).toMatchObject({ status: 'delivered' });
    expect(await ctx.db.decision.findFirst({ where })).toMatchObject({ outcome: 'executed' });
    const order = {
      ...{ order_id: 'o-1', cart_id: 'c-1', revenue: 200, total: 200, discount: 50, currency: 'USD' },
      coupon: offer.code,
      products: [line],
    };
    await tell(at(ctx, 4 * HOUR), 'john', { type: 'track', name: 'Order Completed', properties: order });
    expect(await ctx.db.offer.findFirst({ where })).toMatchObject({ status: 'redeemed', settledCents: 5_000 });
    expect(await ctx.db.attribution.findMany({ where })).toMatchObject([{ decisionId: decision.id, evidence: 'code' }]);
    expect(await ctx.db.customer.findFirst({ where: { ...where, id: john.id } })).toMatchObject({
      lastOrderAt: later(4 * HOUR),
    });
    // The cart is done with: nothing more is decided about it.
    expect(await decideIdleCarts(at(ctx, 30 * HOUR), { limit: 10 })).toEqual({ decided: 0 });
  });
});
