import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { calls, dump, settle } from '@/tests/factories/event-history';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';

describe('events in any order, and more than once', () => {
  it('leave the same rows', async () => {
    const scenario = calls.chain((list) =>
      fc.record({
        list: fc.constant(list),
        again: fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        twice: fc.subarray(list),
        size: fc.integer({ min: 1, max: 12 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(scenario, async ({ list, again, twice, size }) => {
        const [one, other] = [await freshWorkspace(), await freshWorkspace()];
        await settle(
          one,
          [...list].sort((left, right) => (left.minute ?? 0) - (right.minute ?? 0)),
        );
        await settle(other, [...again, ...twice], size);
        expect(await dump(other.workspaceId)).toEqual(await dump(one.workspaceId));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 240_000);
});

describe('a visitor who spoke before they were known', () => {
  it('takes their words along to a customer whom the same event makes', async () => {
    const shop = await freshWorkspace();
    const about = { type: 'track', anonymousId: 'a1', properties: { channel: 'email' } } as const;
    await settle(
      shop,
      [
        { ...about, messageId: 'm1', name: 'Consent Withdrawn', minute: 1 },
        { ...about, messageId: 'm2', name: 'Consent Granted', userId: 'u1', minute: 2 },
      ],
      1,
    );
    const where = { workspaceId: shop.workspaceId };
    expect(await systemDb().deadLetter.count({ where })).toBe(0);
    const { id } = await systemDb().customer.findFirstOrThrow({ where });
    const ledger = await systemDb().consentEvent.findMany({ where, orderBy: { occurredAt: 'asc' } });
    expect(ledger.map(({ customerId, status, evidence }) => [customerId, status, evidence])).toEqual([
      [id, 'withdrawn', 'event:m1'],
      [id, 'granted', 'event:m2'],
    ]);
  });
});

describe('a visitor with a device', () => {
  it('can be pushed to on it once they are known', async () => {
    const shop = await freshWorkspace();
    const opened = { type: 'track', name: 'Application Opened', anonymousId: 'a1' } as const;
    await settle(
      shop,
      [
        { ...opened, messageId: 'm1', context: { device: { token: 'token-1', type: 'ios' } } },
        { ...opened, messageId: 'm2', minute: 1, userId: 'u1' },
      ],
      1,
    );
    const where = { workspaceId: shop.workspaceId };
    const { id } = await systemDb().customer.findFirstOrThrow({ where });
    expect(await systemDb().pushDevice.findMany({ where })).toMatchObject([{ token: 'token-1', customerId: id }]);
  });
});

describe('a customer whose cart was another’s', () => {
  it('has none left, even if they looked at it', async () => {
    const shop = await freshWorkspace();
    const filled = { products: [{ sku: 's1', name: 'Cup', price: 5, quantity: 1 }] };
    const looked = { type: 'track', name: 'Cart Viewed', anonymousId: 'a1' } as const;
    await settle(
      shop,
      [
        { ...looked, messageId: 'm1', minute: 2, properties: filled },
        { ...looked, messageId: 'm2', minute: 3, userId: 'u2', properties: { products: [] } },
        { messageId: 'm3', type: 'page', name: 'Home', anonymousId: 'a1', userId: 'u1', minute: 1 },
      ],
      2,
    );
    const where = { workspaceId: shop.workspaceId };
    const first = await systemDb().customer.findFirstOrThrow({ where: { ...where, externalId: 'u1' } });
    const carts = await systemDb().cart.findMany({ where });
    expect(carts.map(({ customerId, status }) => [customerId, status])).toEqual([[first.id, 'open']]);
  });
});

describe('texts that had to be cut or decoded', () => {
  it('hold nobody up: no half of a pair and no NUL is written', async () => {
    const shop = await freshWorkspace();
    const long = 'x'.concat('💥'.repeat(3_000));
    const about = { product_id: 'KETTLE', name: long, category: long, url: long, price: 10, quantity: 1 };
    const page = { url: 'https://harbour.example/?utm_campaign=a%00b&utm_source=%00&tsm=%00' };
    await settle(shop, [
      { messageId: 'm1', type: 'identify', userId: 'ida', properties: { firstName: long, city: long } },
      { messageId: 'm2', type: 'track', name: 'Product Added', userId: 'ida', properties: { ...about, cart_id: 'c' } },
      {
        messageId: 'm3',
        type: 'track',
        name: 'Order Completed',
        userId: 'ida',
        properties: { order_id: 'o', currency: 'GBP', total: 10, coupon: long, products: [about] },
        context: { page, campaign: { name: long } },
      },
      { messageId: 'm4', type: 'identify', userId: 'bo', properties: { firstName: 'Bo' } },
    ]);
    const where = { workspaceId: shop.workspaceId };
    expect(await systemDb().eventPending.count({ where })).toBe(0);
    expect(await systemDb().deadLetter.count({ where })).toBe(0);
    expect(await systemDb().customer.count({ where })).toBe(2);
    const order = await systemDb().order.findFirstOrThrow({ where });
    expect(order.campaign).not.toHaveProperty('token');
    expect(JSON.stringify(order)).not.toContain('\\u0000');
  });
});
