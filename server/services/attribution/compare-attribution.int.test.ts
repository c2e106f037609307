import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTION_MODELS } from '@/domain/attribution/models';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { type AttributionWay, compareAttribution } from './index';

let ctx: ServiceContext;
beforeAll(async () => {
  ctx = (await freshWorkspace({ isDemo: true })).ctx;
});

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(ctx.now.getTime() + hours * HOUR);
const compare = (by: AttributionWay = 'channel') => compareAttribution({ ...ctx, now: inHours(30) }, { days: 28, by });

type Customer = Awaited<ReturnType<typeof consentingCustomer>>;

async function touched(customer: Customer, hours: number) {
  const at = inHours(hours);
  await queuedTouch(ctx, { customer, candidate: { sendAt: at.toISOString() } });
  await dispatchDue({ ...ctx, now: at }, { limit: 100 });
}

async function ordered(customer: Customer, hours: number, revenueCents: number) {
  const id = v7();
  await ctx.db.order.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      orderKey: id,
      customerId: customer.id,
      revenueCents,
      currency: 'GBP',
      lines: [],
      orderedAt: inHours(hours),
    },
  });
}

describe('compareAttribution', () => {
  it('is empty of nothing', async () => {
    expect(await compare()).toEqual({
      rows: [],
      orders: 0,
      revenueCents: 0,
      allOrders: 0,
      allRevenueCents: 0,
      withoutOrder: 0,
    });
  });

  it('shares orders among the touches before them, to the cent, and counts who did not order', async () => {
    const buyer = await consentingCustomer(ctx);
    await touched(buyer, 0);
    await touched(buyer, 1);
    await ordered(buyer, 5, 3_333);
    // Nothing is on the way to this one: the touches before it are spent.
    await ordered(buyer, 6, 10_000);
    const other = await consentingCustomer(ctx);
    await touched(other, 2);
    for (const by of ['channel', 'agent', 'campaign'] as const) {
      const found = await compare(by);
      expect(found).toMatchObject({
        orders: 1,
        revenueCents: 3_333,
        allOrders: 2,
        allRevenueCents: 13_333,
        withoutOrder: 1,
      });
      for (const model of ATTRIBUTION_MODELS) {
        expect(found.rows.reduce((sum, { credit }) => sum + credit[model], 0)).toBe(3_333);
      }
    }
    expect((await compare('channel')).rows).toMatchObject([
      { key: 'email', name: 'E-mail', orders: 1, removalEffect: 1 },
    ]);
    expect((await compare('agent')).rows[0]?.key).toBe('cart_winback');
  });

  it('takes refunds off and shows nothing of another workspace', async () => {
    await ctx.db.order.updateMany({
      where: { workspaceId: ctx.workspaceId, revenueCents: 3_333 },
      data: { refundedCents: 333 },
    });
    expect((await compare()).revenueCents).toBe(3_000);
    const other = (await freshWorkspace()).ctx;
    expect((await compareAttribution({ ...other, now: inHours(30) }, { days: 28, by: 'channel' })).allOrders).toBe(0);
  });
});
