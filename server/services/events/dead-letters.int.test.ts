import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { readBody } from '@/domain/events/read-body';
import type { WorkspaceId } from '@/domain/shared/ids';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { ingest, intake, listDeadLetters, processPending, recentEvents, replayDeadLetter } from '.';

async function send(shop: FreshWorkspace, batch: object[]) {
  const reading = readBody(Buffer.from(JSON.stringify({ batch })), 'batch');
  if (!reading.ok) throw new Error(reading.problem.message);
  const access = {
    keyId: shop.keyId,
    kind: 'server' as const,
    workspaceId: shop.workspaceId as WorkspaceId,
    isDemo: false,
    isVirtual: false,
  };
  return ingest(access, { body: reading.body, type: null, receivedAt: new Date() });
}

const order = (properties: object) => ({
  type: 'track',
  event: 'Order Completed',
  userId: 'ada',
  messageId: v7(),
  timestamp: '2026-01-05T10:00:00Z',
  properties: { order_id: 'o-1', ...properties },
});

describe('an event nothing can be made of', () => {
  it('becomes a dead letter, holds nobody up, and counts once it is mended', async () => {
    const shop = await freshWorkspace();
    const broken = order({});
    expect((await send(shop, [broken, order({ order_id: 'o-2', revenue: 5 })])).accepted).toBe(2);
    expect(await processPending(shop.ctx, { limit: 100 })).toMatchObject({ processed: 2, remaining: false });
    expect(await systemDb().order.count({ where: { workspaceId: shop.workspaceId } })).toBe(1);
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    expect(letter).toMatchObject({ source: 'processing', code: 'missing', field: 'properties.revenue' });

    const id = letter?.id ?? '';
    await expect(replayDeadLetter(shop.ctx, { id, mended: '{"type":"track"}' })).rejects.toMatchObject({
      code: 'invalid',
    });
    const mended = JSON.parse(letter?.raw ?? '{}');
    mended.properties.revenue = 25;
    expect(await replayDeadLetter(shop.ctx, { id, mended: JSON.stringify(mended) })).toEqual({ accepted: true });
    await processPending(shop.ctx, { limit: 100 });
    expect(
      await systemDb().order.findFirst({ where: { workspaceId: shop.workspaceId, orderKey: 'o-1' } }),
    ).toMatchObject({
      revenueCents: 2_500,
    });
    expect((await listDeadLetters(shop.ctx, {})).items).toEqual([]);
    expect((await listDeadLetters(shop.ctx, { includeResolved: true })).items).toHaveLength(1);
    const entries = await systemDb().auditEntry.findMany({
      where: { workspaceId: shop.workspaceId, subject: `dead_letter:${id}` },
    });
    expect(entries).toMatchObject([{ action: 'dead_letter.replayed' }]);
    await expect(replayDeadLetter(shop.ctx, { id, mended: '{}' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is sent again under its own messageId when the door had refused it', async () => {
    const shop = await freshWorkspace();
    const messageId = v7();
    await send(shop, [{ type: 'page', userId: 'ada', messageId, timestamp: 'soon' }]);
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    const mended = JSON.stringify({ ...JSON.parse(letter?.raw ?? '{}'), timestamp: '2026-01-05T10:00:00Z' });
    expect(await replayDeadLetter(shop.ctx, { id: letter?.id ?? '', mended })).toEqual({ accepted: true });
    expect((await recentEvents(shop.ctx, {})).items).toMatchObject([{ messageId, type: 'page' }]);
  });

  it('is mended once, however many mend it at once', async () => {
    const shop = await freshWorkspace();
    await send(shop, [{ type: 'page', userId: 'ada', messageId: 'm-1', timestamp: 'soon' }]);
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    const id = letter?.id ?? '';
    const mends = ['ada', 'bob', 'eve'].map((userId) =>
      replayDeadLetter(shop.ctx, { id, mended: JSON.stringify({ type: 'page', userId }) }),
    );
    const ends = await Promise.allSettled(mends);
    expect(ends.filter((end) => end.status === 'fulfilled')).toMatchObject([{ value: { accepted: true } }]);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(refused).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }]);
    expect(
      await systemDb().auditEntry.count({ where: { workspaceId: shop.workspaceId, subject: `dead_letter:${id}` } }),
    ).toBe(1);
  });

  it('is seen by marketers and admins of its workspace alone', async () => {
    const shop = await freshWorkspace();
    await send(shop, [{ type: 'dance', userId: 'u' }]);
    const [letter] = (await listDeadLetters(await personIn(shop.workspaceId, 'marketer'), {})).items;
    const approver = await personIn(shop.workspaceId, 'approver');
    const replay = { id: letter?.id ?? '', mended: '{}' };
    await expect(listDeadLetters(approver, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(replayDeadLetter(approver, replay)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(recentEvents(approver, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(intake(approver)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await freshWorkspace();
    expect((await listDeadLetters(other.ctx, {})).items).toEqual([]);
    await expect(replayDeadLetter(other.ctx, replay)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('intake', () => {
  it('counts minute by minute, with what is left to do', async () => {
    const shop = await freshWorkspace();
    await send(shop, [order({ revenue: 1 }), { type: 'page', userId: 'u' }, { type: 'dance', userId: 'u' }]);
    const seen = await intake(shop.ctx);
    expect(seen.minutes).toHaveLength(60);
    expect(seen.minutes.reduce((sum, minute) => sum + minute.accepted, 0)).toBe(2);
    expect(seen).toMatchObject({ pending: 2, deadLetters: 1 });
    const page = await recentEvents(shop.ctx, { limit: 1 });
    const next = await recentEvents(shop.ctx, { limit: 1, cursor: page.nextCursor });
    expect([...page.items, ...next.items].map((event) => event.type)).toEqual(['page', 'track']);
  });
});

describe('two processors at once', () => {
  it('never work on one workspace together', async () => {
    const shop = await freshWorkspace();
    await send(
      shop,
      Array.from({ length: 200 }, () => ({ type: 'page', userId: v7() })),
    );
    const results = await Promise.all(Array.from({ length: 4 }, () => processPending(shop.ctx, { limit: 1_000 })));
    expect(results.reduce((sum, result) => sum + result.processed, 0)).toBe(200);
    expect(await systemDb().customer.count({ where: { workspaceId: shop.workspaceId } })).toBe(200);
  });
});
