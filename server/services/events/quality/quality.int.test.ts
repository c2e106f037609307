import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { countQuality, readQuality, sweepQuality } from '@/server/services/events';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';

const DAY_MS = 86_400_000;

/** An event that came in `daysAgo`, as if it had been counted by nobody yet. */
async function came(shop: FreshWorkspace, daysAgo: number, properties: object, lateDays = 0): Promise<void> {
  const receivedAt = new Date(Date.now() - daysAgo * DAY_MS - 60_000);
  await systemDb().event.create({
    data: {
      workspaceId: shop.workspaceId,
      messageId: v7(),
      type: 'track',
      name: 'Order Completed',
      userId: 'ada',
      occurredAt: new Date(receivedAt.getTime() - lateDays * DAY_MS),
      receivedAt,
      properties: { ...properties },
      context: {},
      keyId: shop.keyId,
    },
  });
}

async function sourceOf(shop: FreshWorkspace) {
  return (await readQuality(shop.ctx)).find(({ keyId }) => keyId === shop.keyId);
}

describe('quality of a source', () => {
  it('is counted from rows, each once', async () => {
    const shop = await freshWorkspace();
    for (const total of [10, null, 12]) await came(shop, 1, { total, currency: 'GBP' });
    await came(shop, 1, { total: 5 }, 3);
    expect(await countQuality(shop.ctx)).toEqual({ counted: 4, isFull: false });
    expect(await countQuality(shop.ctx)).toEqual({ counted: 0, isFull: false });
    expect((await sourceOf(shop))?.facts).toMatchObject({ events: 4, late: 1, values: 7, nulls: 1, activeDays: 1 });
  });

  it('leaves what has just come in to the next turn, so that nothing is passed over', async () => {
    const shop = await freshWorkspace();
    await came(shop, 1, { total: 1 });
    await systemDb().event.create({
      data: {
        workspaceId: shop.workspaceId,
        messageId: v7(),
        type: 'page',
        userId: 'ada',
        occurredAt: new Date(),
        properties: {},
        context: {},
      },
    });
    expect((await countQuality(shop.ctx)).counted).toBe(1);
  });

  it('says which property is gone and which has another type, and tells admins once a day', async () => {
    const shop = await freshWorkspace();
    await personWithPassword(shop.workspaceId, 'admin');
    for (let n = 0; n < 20; n++) {
      await came(shop, 10, { total: 10, coupon: 'A' });
      await came(shop, 0.1, { total: '10' });
    }
    const swept = await sweepQuality(shop.ctx);
    expect(swept.counted).toBe(40);
    const source = await sourceOf(shop);
    expect(source?.facts.drifts).toEqual([
      { name: 'Order Completed', property: 'coupon', kind: 'missing', before: '100%', now: '0%' },
      { name: 'Order Completed', property: 'total', kind: 'type', before: 'number', now: 'string' },
    ]);
    expect(source?.score).toBeLessThan(0.95);
    expect([swept.isTold, (await sweepQuality(shop.ctx)).isTold]).toEqual([true, false]);
    const [notice] = await systemDb().noticeOutbox.findMany({ where: { workspaceId: shop.workspaceId } });
    expect(notice).toMatchObject({
      kind: 'data_quality',
      lines: [expect.stringContaining('95.0%'), expect.any(String)],
    });
  });

  it('is seen by those who see events, of their own workspace', async () => {
    const shop = await freshWorkspace();
    await came(shop, 1, { total: 1 });
    await countQuality(shop.ctx);
    await expect(readQuality(await personIn(shop.workspaceId, 'approver'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const other = await freshWorkspace();
    expect((await readQuality(other.ctx)).map(({ facts }) => facts.events)).toEqual([0]);
  });
});
