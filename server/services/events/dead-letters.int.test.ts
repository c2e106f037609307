import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { readBody } from '@/domain/events/read-body';
import type { WorkspaceId } from '@/domain/shared/ids';
import type { WriteKeyKind } from '@/domain/workspaces/write-key-kinds';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { createWriteKey } from '../write-keys';
import {
  checkMended,
  deadLetterGroups,
  discardDeadLetters,
  ingest,
  intake,
  listDeadLetters,
  processPending,
  recentEvents,
  replayDeadLetter,
  replayDeadLetters,
} from '.';

async function send(shop: FreshWorkspace, batch: object[], kind: WriteKeyKind = 'server') {
  const reading = readBody(Buffer.from(JSON.stringify({ batch })), 'batch');
  if (!reading.ok) throw new Error(reading.problem.message);
  const access = {
    keyId: shop.keyId,
    kind,
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

describe('an event of a key that every visitor can read', () => {
  const theirs = { type: 'identify', userId: 'ada', traits: { email: 'eve@evil.example' } };

  it.each([
    ['that was refused', theirs],
    ['that could not be read', { ...theirs, timestamp: 'yesterday' }],
  ])('%s speaks for nobody else when it is sent in again', async (_, call) => {
    const shop = await freshWorkspace();
    const { id: keyId } = await createWriteKey(shop.ctx, { name: 'Pages', kind: 'browser' });
    expect((await send({ ...shop, keyId }, [call], 'browser')).accepted).toBe(0);
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    const id = letter?.id ?? '';
    expect(await replayDeadLetters(shop.ctx, { ids: [id] })).toMatchObject({ resolved: 0, unusable: 1 });
    await expect(replayDeadLetter(shop.ctx, { id, mended: JSON.stringify(theirs) })).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'userId' },
    });
    await processPending(shop.ctx, { limit: 100 });
    expect(await systemDb().customer.count({ where: { workspaceId: shop.workspaceId } })).toBe(0);
  });
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
    expect((await listDeadLetters(shop.ctx, { state: 'replayed' })).items).toMatchObject([{ resolution: 'replayed' }]);
    // It is the same event, put right: neither its messageId nor its time is another.
    const events = await systemDb().event.findMany({ where: { workspaceId: shop.workspaceId, orderId: 'o-1' } });
    expect(events).toMatchObject([{ messageId: broken.messageId, occurredAt: new Date(broken.timestamp) }]);
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

  it('happened when it first came in, where it does not say', async () => {
    const shop = await freshWorkspace();
    await send(shop, [{ type: 'dance', userId: 'ada', messageId: 'm-1' }]);
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    const cameIn = new Date('2026-02-03T04:05:06.000Z');
    await systemDb().deadLetter.update({ where: { id: letter?.id ?? '' }, data: { receivedAt: cameIn } });
    await replayDeadLetter(shop.ctx, {
      id: letter?.id ?? '',
      mended: '{"type":"page","userId":"ada","messageId":"m-1"}',
    });
    expect((await recentEvents(shop.ctx, {})).items).toMatchObject([{ messageId: 'm-1', occurredAt: cameIn }]);
  });

  it('is another event when it changes hands by being mended', async () => {
    const shop = await freshWorkspace();
    const broken = order({});
    await send(shop, [broken]);
    await processPending(shop.ctx, { limit: 10 });
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    const mended = { ...JSON.parse(letter?.raw ?? '{}'), userId: 'bob', properties: { order_id: 'o-1', revenue: 5 } };
    await replayDeadLetter(shop.ctx, { id: letter?.id ?? '', mended: JSON.stringify(mended) });
    const events = await systemDb().event.findMany({
      where: { workspaceId: shop.workspaceId },
      orderBy: { id: 'asc' },
    });
    expect(events).toMatchObject([
      { messageId: broken.messageId, userId: 'ada' },
      { messageId: `mended:${letter?.id}`, userId: 'bob' },
    ]);
  });

  it('tells while it is being mended what is still wrong', async () => {
    const shop = await freshWorkspace();
    await send(
      shop,
      [order({})].map((call) => ({ ...call, timestamp: 'soon' })),
    );
    const [letter] = (await listDeadLetters(shop.ctx, {})).items;
    const id = letter?.id ?? '';
    const check = (call: object) => checkMended(shop.ctx, { id, mended: JSON.stringify(call) });
    expect((await check(order({}))).problem).toMatchObject({ field: 'properties.revenue' });
    expect((await check(order({ revenue: 3 }))).problem).toBeNull();
    expect(await recentEvents(shop.ctx, {})).toMatchObject({ items: [] });
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
    await expect(replayDeadLetters(approver, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(discardDeadLetters(approver, { reason: 'why not' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(recentEvents(approver, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(intake(approver)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await freshWorkspace();
    expect((await listDeadLetters(other.ctx, {})).items).toEqual([]);
    expect(await discardDeadLetters(other.ctx, { filter: {}, reason: 'not ours' })).toMatchObject({ resolved: 0 });
    await expect(checkMended(other.ctx, replay)).rejects.toMatchObject({ code: 'not_found' });
    await expect(replayDeadLetter(other.ctx, replay)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('many refused events', () => {
  it('are counted by what is wrong with them, and a filter leaves those of one kind', async () => {
    const shop = await freshWorkspace();
    await send(shop, [
      { type: 'dance', userId: 'u' },
      { type: 'sing', userId: 'u' },
      order({ revenue: 1, order_id: {} }),
    ]);
    const groups = await deadLetterGroups(shop.ctx);
    expect(groups).toMatchObject([
      { code: 'unknown_type', field: 'type', source: 'api', count: 2 },
      { code: 'wrong_type', field: 'properties.order_id', count: 1 },
    ]);
    expect((await listDeadLetters(shop.ctx, { code: 'unknown_type' })).items).toHaveLength(2);
  });

  it('are sent in again as they are, once what was wrong outside of them is right', async () => {
    const shop = await freshWorkspace({ currency: 'GBP' });
    const euros = [1, 2, 3].map((n) => order({ order_id: `o-${n}`, revenue: n, currency: 'EUR' }));
    await send(shop, [...euros, { type: 'dance', userId: 'u' }]);
    await processPending(shop.ctx, { limit: 10 });
    expect(await replayDeadLetters(shop.ctx, {})).toEqual({ resolved: 0, unusable: 4, next: null });
    const inEuros = { ...shop.ctx, workspace: { ...shop.ctx.workspace, currency: 'EUR' } };
    expect(await replayDeadLetters(inEuros, { filter: { code: 'wrong_currency' } })).toMatchObject({ resolved: 3 });
    await processPending(inEuros, { limit: 10 });
    expect(await systemDb().order.count({ where: { workspaceId: shop.workspaceId } })).toBe(3);
    expect(await deadLetterGroups(shop.ctx)).toMatchObject([{ code: 'unknown_type', count: 1 }]);
    const entries = await systemDb().auditEntry.findMany({
      where: { workspaceId: shop.workspaceId, action: 'dead_letters.replayed' },
    });
    expect(entries.map(({ payload }) => JSON.parse(payload))).toEqual([{ count: 3, unusable: 0 }]);
  });

  it('are worked off in turns, and put aside with a reason', async () => {
    const shop = await freshWorkspace();
    await send(
      shop,
      Array.from({ length: 230 }, () => ({ type: 'dance', userId: 'u' })),
    );
    const first = await discardDeadLetters(shop.ctx, { filter: {}, reason: 'Test of dancing.' });
    expect(first).toMatchObject({ resolved: 200, next: expect.any(String) });
    const second = await discardDeadLetters(shop.ctx, { filter: {}, reason: 'Test of dancing.', after: first.next });
    expect(second).toEqual({ resolved: 30, unusable: 0, next: null });
    const [discarded] = (await listDeadLetters(shop.ctx, { state: 'discarded' })).items;
    expect(discarded).toMatchObject({ resolution: 'discarded', resolutionNote: 'Test of dancing.' });
    await expect(
      replayDeadLetter(shop.ctx, { id: discarded?.id ?? '', mended: '{"type":"page","userId":"u"}' }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('discarded') });
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
