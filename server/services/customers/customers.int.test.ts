import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/domain/events/event';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { contextOf, type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { suppress, withdrawConsent } from '../consent';
import { processPending } from '../events';
import { writeEvents } from '../events/event-writer';
import { sweepCustomers } from '../lifecycle';
import { customerTimeline, getCustomer, listCustomers, recordEngagement } from '.';

type Call = {
  type?: string;
  name?: string;
  userId?: string;
  anonymousId?: string;
  at: string;
  properties?: JsonObject;
};

async function tell(shop: FreshWorkspace, calls: Call[]): Promise<void> {
  const rows = calls.map(({ type = 'track', name, userId, anonymousId, at, properties }) => ({
    workspace_id: shop.workspaceId,
    message_id: v7(),
    type,
    name: name ?? null,
    user_id: userId ?? null,
    anonymous_id: anonymousId ?? null,
    occurred_at: new Date(at).toISOString(),
    sent_at: null,
    properties: properties ?? {},
    context: {},
    is_simulated: false,
  }));
  await writeEvents(rows);
  await processPending(await contextOf(shop.workspaceId), { limit: 1_000 });
}

const cup = { product_id: 'cup', name: 'Cup', price: 12.5 };
const idOf = async (shop: FreshWorkspace, externalId: string) =>
  (await systemDb().customer.findFirstOrThrow({ where: { workspaceId: shop.workspaceId, externalId } })).id;

let shop: FreshWorkspace;
let marketer: ServiceContext;
beforeAll(async () => {
  shop = await freshWorkspace({ virtualNow: new Date('2026-03-01T12:00:00Z') });
  marketer = await personIn(shop.workspaceId, 'marketer');
  const traits = { email: 'Ada@Shop.example', firstName: 'Ada', country: 'Germany' };
  await tell(shop, [
    { type: 'page', name: 'Home', anonymousId: 'a-1', at: '2026-02-20T09:00:00Z' },
    { name: 'Product Added', anonymousId: 'a-1', at: '2026-02-20T09:05:00Z', properties: cup },
    { type: 'page', name: 'Home', anonymousId: 'a-2', at: '2026-02-20T10:00:00Z' },
  ]);
  await tell(shop, [
    { type: 'identify', userId: 'ada', anonymousId: 'a-1', at: '2026-02-20T09:10:00Z', properties: traits },
    {
      name: 'Consent Granted',
      userId: 'ada',
      at: '2026-02-20T09:11:00Z',
      properties: { channel: 'email', text_version: '1' },
    },
    {
      name: 'Order Completed',
      userId: 'ada',
      at: '2026-02-20T09:20:00Z',
      properties: { order_id: 'o-1', products: [cup] },
    },
    { name: 'Order Refunded', userId: 'ada', at: '2026-02-22T09:20:00Z', properties: { order_id: 'o-1', total: 2.5 } },
    {
      name: 'Order Completed',
      userId: 'bea',
      at: '2025-10-01T09:20:00Z',
      properties: { order_id: 'o-2', revenue: 300 },
    },
  ]);
});

describe('a visitor who turns out to be somebody', () => {
  it('brings everything along: events, cart, order', async () => {
    const id = await idOf(shop, 'ada');
    const where = { workspaceId: shop.workspaceId, customerId: id };
    expect(await systemDb().event.count({ where })).toBe(6);
    const { carts } = await getCustomer(marketer, { customerId: id });
    expect(carts).toMatchObject([{ status: 'ordered', orderKey: 'o-1', valueCents: 1_250 }]);
    expect((await listCustomers(marketer, { kind: 'visitors' })).total).toBe(1);
  });
});

describe('listCustomers', () => {
  it('sorts and pages without gaps', async () => {
    const first = await listCustomers(marketer, { sort: 'value', limit: 1 });
    expect(first).toMatchObject({ total: 2, items: [{ externalId: 'bea', lifetimeValueCents: 30_000 }] });
    const next = await listCustomers(marketer, { sort: 'value', limit: 1, cursor: first.nextCursor });
    expect(next).toMatchObject({ nextCursor: null, items: [{ externalId: 'ada', lifetimeValueCents: 1_000 }] });
  });

  it('finds by part of an address, a name or an id, and by stage and country', async () => {
    for (const filter of [{ search: 'shop.EX' }, { search: 'ad' }, { stage: 'active' }, { country: 'DE' }] as const) {
      expect((await listCustomers(marketer, filter)).items.map((item) => item.externalId)).toEqual(['ada']);
    }
    expect((await listCustomers(marketer, { search: '%' })).items).toEqual([]);
  });

  it('refuses a cursor that is none', async () => {
    await expect(listCustomers(marketer, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('getCustomer', () => {
  it('tells profile, consent as it stands, and suppression', async () => {
    const quiet = await freshWorkspace();
    await tell(quiet, [
      { type: 'identify', userId: 'cleo', at: '2026-01-01T00:00:00Z', properties: { email: 'cleo@shop.example' } },
      { name: 'Consent Granted', userId: 'cleo', at: '2026-01-02T00:00:00Z', properties: { channel: 'email' } },
    ]);
    const { ctx } = quiet;
    const customerId = await idOf(quiet, 'cleo');
    expect((await getCustomer(ctx, { customerId })).consents).toMatchObject([{ status: 'granted' }]);
    await systemDb().$transaction(async (tx) => {
      const link = { purpose: 'marketing', source: 'unsubscribe link', evidence: 'message:1' };
      await withdrawConsent(tx, ctx, { customerId, channel: 'email', ...link });
      await suppress(tx, ctx, {
        channel: 'email',
        address: 'CLEO@shop.example ',
        reason: 'unsubscribed',
        messageId: null,
      });
    });
    expect(await getCustomer(ctx, { customerId })).toMatchObject({
      email: 'cleo@shop.example',
      consents: [{ status: 'withdrawn', source: 'unsubscribe link' }],
      suppressed: [{ channel: 'email', reason: 'unsubscribed' }],
    });
  });
});

describe('customerTimeline', () => {
  it('merges what happened, newest first, and pages through all of it', async () => {
    const customerId = await idOf(shop, 'ada');
    const whole = await customerTimeline(marketer, { customerId, limit: 200 });
    const kinds = new Set(whole.items.map((entry) => entry.kind));
    expect([...kinds].sort()).toEqual(['consent', 'event', 'order', 'refund', 'stage']);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof customerTimeline>> = await customerTimeline(marketer, {
        customerId,
        limit: 3,
        cursor,
      });
      paged.push(...page.items.map((entry) => `${entry.kind}:${entry.id}`));
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(whole.items.map((entry) => `${entry.kind}:${entry.id}`));
    await expect(customerTimeline(marketer, { customerId, kinds: [] })).rejects.toThrow('at least one kind');
    expect((await customerTimeline(marketer, { customerId, kinds: ['order'] })).items).toMatchObject([
      { data: { orderKey: 'o-1', revenueCents: 1_250, refundedCents: 250 } },
    ]);
  });
});

describe('an order on the timeline', () => {
  const titles = async (kinds?: ('event' | 'order' | 'refund')[]) => {
    const { items } = await customerTimeline(marketer, { customerId: await idOf(shop, 'ada'), kinds });
    return items.map((entry) => (entry.kind === 'event' ? (entry.data.name ?? entry.kind) : entry.kind));
  };

  it('stands there once: the event that told of it is left out, and so is a refund’s', async () => {
    const whole = await titles();
    expect(whole.filter((title) => title === 'order' || title === 'refund')).toEqual(['refund', 'order']);
    expect(whole).not.toContain('Order Completed');
    expect(whole).not.toContain('Order Refunded');
    expect(whole).toContain('Product Added');
  });

  it('is still an event to somebody who looks at events alone', async () => {
    expect(await titles(['event'])).toEqual(expect.arrayContaining(['Order Completed', 'Order Refunded']));
  });
});

describe('what time and messages do to a customer', () => {
  it('moves stages as time passes, with history', async () => {
    const ctx = { ...(await contextOf(shop.workspaceId)), now: new Date('2026-06-15T00:00:00Z') };
    const customerId = await idOf(shop, 'ada');
    expect((await sweepCustomers(ctx, { limit: 100 })).looked).toBeGreaterThan(0);
    expect(await sweepCustomers(ctx, { limit: 100 })).toEqual({ looked: 0, decided: 0 });
    const { stage, stageHistory } = await getCustomer(ctx, { customerId });
    expect(stage).toBe('churned');
    expect(stageHistory[0]).toMatchObject({ from: 'active', to: 'churned', reason: '114 days without engagement' });
  });

  it('counts opens, bounces and complaints', async () => {
    const { ctx } = shop;
    const customerId = await idOf(shop, 'bea');
    const at = new Date('2026-02-28T00:00:00Z');
    const record = (kind: 'opened' | 'clicked' | 'hard_bounce' | 'complaint') =>
      systemDb().$transaction((tx) => recordEngagement(tx, ctx, { customerId, kind, at }));
    const before = await getCustomer(ctx, { customerId });
    await Promise.all([record('opened'), record('opened'), record('clicked')]);
    const engaged = await getCustomer(ctx, { customerId });
    expect(engaged.engagementScore).toBeGreaterThan(before.engagementScore);
    expect(engaged).toMatchObject({ lastEngagedAt: at, stage: 'active' });
    await record('hard_bounce');
    await record('complaint');
    const after = await getCustomer(ctx, { customerId });
    expect(after.hardBounces).toBe(1);
    expect(after.engagementScore).toBeLessThan(before.engagementScore);
  });
});

describe('who may see customers', () => {
  it('not executives', async () => {
    const executive = await personIn(shop.workspaceId, 'executive');
    const customerId = await idOf(shop, 'ada');
    for (const look of [
      () => listCustomers(executive, {}),
      () => getCustomer(executive, { customerId }),
      () => customerTimeline(executive, { customerId }),
    ]) {
      await expect(look()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('nobody from another workspace', async () => {
    const other = (await freshWorkspace()).ctx;
    const customerId = await idOf(shop, 'ada');
    for (const look of [getCustomer, customerTimeline]) {
      await expect(look(other, { customerId })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await listCustomers(other, { kind: 'all' })).items).toEqual([]);
    const engagement = { customerId, kind: 'opened', at: new Date() } as const;
    const record = systemDb().$transaction((tx) => recordEngagement(tx, other, engagement));
    await expect(record).rejects.toMatchObject({ code: 'not_found' });
  });
});
