import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { linkSigner } from '@/server/signing';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch, type TouchOptions } from '@/tests/factories/touch';
import { dispatchDue } from '../delivery';
import { noteClick } from '../tracking';
import { attributeOrder } from './index';

let ctx: ServiceContext;
beforeAll(async () => {
  ctx = (await freshWorkspace({ isDemo: true })).ctx;
});

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(ctx.now.getTime() + hours * HOUR);

async function delivered(options: TouchOptions & { at?: Date } = {}) {
  const at = options.at ?? ctx.now;
  const touch = await queuedTouch(ctx, { ...options, candidate: { ...options.candidate, sendAt: at.toISOString() } });
  await dispatchDue({ ...ctx, now: at }, { limit: 100 });
  return touch;
}

type OrderOptions = {
  customerId: string;
  revenueCents?: number;
  couponCode?: string;
  campaign?: object;
  orderedAt?: Date;
};

async function placeOrder({ customerId, ...order }: OrderOptions): Promise<string> {
  const id = v7();
  await ctx.db.order.create({
    data: {
      revenueCents: 5_000,
      orderedAt: inHours(5),
      ...order,
      id,
      customerId,
      workspaceId: ctx.workspaceId,
      orderKey: id,
      currency: 'GBP',
      lines: [],
    },
  });
  await attributeOrder(ctx.db, ctx, { orderId: id });
  return id;
}

const creditOf = (orderId: string) =>
  ctx.db.attribution.findMany({
    where: { workspaceId: ctx.workspaceId, orderId },
    select: { decisionId: true, evidence: true, creditCents: true },
  });

describe('attributeOrder', () => {
  it('credits the code before the signed id before the campaign', async () => {
    const customer = await consentingCustomer(ctx);
    const coded = await delivered({ customer, offer: { code: 'ONE-1', percentOff: 20, expiresAt: inHours(48) } });
    const signed = await delivered({ customer, at: inHours(1) });
    const token = (await linkSigner()).sign('message', {
      workspaceId: ctx.workspaceId,
      messageId: signed.messageId,
      position: 0,
    });
    const utm = { utmSource: 'touchstone', utmMedium: 'email', utmCampaign: 'cart_recovery' };
    const all = { token, ...utm };
    const byCode = await placeOrder({ customerId: customer.id, couponCode: ' one-1', campaign: all });
    expect(await creditOf(byCode)).toEqual([{ decisionId: coded.decisionId, evidence: 'code', creditCents: 5_000 }]);
    const byToken = await placeOrder({ customerId: customer.id, campaign: all });
    expect(await creditOf(byToken)).toEqual([
      { decisionId: signed.decisionId, evidence: 'signed_id', creditCents: 5_000 },
    ]);
    const byUtm = await placeOrder({ customerId: customer.id, campaign: utm });
    expect(await creditOf(byUtm)).toEqual([{ decisionId: signed.decisionId, evidence: 'utm', creditCents: 5_000 }]);
  });

  it('takes a followed link for evidence, but not the mere identity of the customer', async () => {
    const { messageId, decisionId, customerId } = await delivered();
    expect(await creditOf(await placeOrder({ customerId }))).toEqual([]);
    const seen = { messageId, userAgent: 'x', isSimulated: false, position: 0, url: 'https://harbour.example/' };
    await noteClick(ctx.db, ctx, { ...seen, at: inHours(1), isMachine: true });
    expect(await creditOf(await placeOrder({ customerId }))).toEqual([]);
    await noteClick(ctx.db, ctx, { ...seen, at: inHours(2), isMachine: false });
    expect(await creditOf(await placeOrder({ customerId }))).toMatchObject([{ decisionId, evidence: 'signed_id' }]);
    expect(await creditOf(await placeOrder({ customerId, orderedAt: inHours(1.5) }))).toEqual([]);
  });

  it('believes no token of another customer, of another workspace, or none of ours', async () => {
    const mine = await delivered();
    const theirs = await delivered();
    const sign = async (workspaceId: string, messageId: string) =>
      (await linkSigner()).sign('message', { workspaceId, messageId, position: 0 });
    for (const token of [await sign(ctx.workspaceId, theirs.messageId), await sign(v7(), mine.messageId), 'x']) {
      expect(await creditOf(await placeOrder({ customerId: mine.customerId, campaign: { token } }))).toEqual([]);
    }
  });

  it('takes refunds off, and says the same however often it is asked', async () => {
    const { customerId } = await delivered({ offer: { code: 'TWO-2', percentOff: 20, expiresAt: inHours(48) } });
    const orderId = await placeOrder({ customerId, couponCode: 'TWO-2' });
    for (const refundedCents of [2_000, 2_000, 9_000, 0]) {
      await ctx.db.order.updateMany({ where: { workspaceId: ctx.workspaceId, id: orderId }, data: { refundedCents } });
      await attributeOrder(ctx.db, ctx, { orderId });
      expect(await creditOf(orderId)).toMatchObject([{ creditCents: Math.max(0, 5_000 - refundedCents) }]);
    }
  });

  it('takes credit back when the order turns out to lie outside the window', async () => {
    const { customerId } = await delivered({ offer: { code: 'THREE-3', percentOff: 20, expiresAt: inHours(48) } });
    const orderId = await placeOrder({ customerId, couponCode: 'THREE-3' });
    expect(await creditOf(orderId)).toHaveLength(1);
    await ctx.db.order.updateMany({
      where: { workspaceId: ctx.workspaceId, id: orderId },
      data: { orderedAt: inHours(8 * 24) },
    });
    await attributeOrder(ctx.db, ctx, { orderId });
    expect(await creditOf(orderId)).toEqual([]);
  });

  it('knows nothing of other workspaces’ orders', async () => {
    const other = (await freshWorkspace()).ctx;
    const { customerId } = await delivered();
    const orderId = await placeOrder({ customerId });
    await expect(attributeOrder(other.db, other, { orderId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
