import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { suppress } from '@/server/services/consent';
import {
  countMergeSuggestions,
  dismissMerge,
  listMergeSuggestions,
  listMerges,
  mergeCustomers,
  unmergeCustomers,
} from '@/server/services/events';
import { systemDb } from '@/server/system-db';
import { atNow, type Call, calls, dump, settle } from '@/tests/factories/event-history';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';

const BOTH: Call[] = ['u1', 'u2'].map((userId) => ({
  messageId: `met-${userId}`,
  type: 'identify',
  userId,
  minute: 0,
}));

async function idOf(shop: FreshWorkspace, externalId: string): Promise<string> {
  const where = { workspaceId: shop.workspaceId, externalId };
  return (await systemDb().customer.findFirstOrThrow({ where })).id;
}

async function mergeUsers(shop: FreshWorkspace): Promise<string> {
  const pair = { survivorId: await idOf(shop, 'u1'), mergedId: await idOf(shop, 'u2') };
  return (await mergeCustomers(atNow(shop.ctx), pair)).mergeId;
}

const RUNS = { numRuns: 10, endOnFailure: true };

describe('a merge', () => {
  it('leaves the same rows whenever it is made among the events', async () => {
    const scenario = calls.chain((list) => fc.record({ list: fc.constant(list), cut: fc.nat(list.length) }));
    await fc.assert(
      fc.asyncProperty(scenario, async ({ list, cut }) => {
        const [early, late] = [await freshWorkspace(), await freshWorkspace()];
        await settle(early, [...BOTH, ...list.slice(0, cut)]);
        await mergeUsers(early);
        await settle(early, list.slice(cut), 7);
        await settle(late, [...BOTH, ...list]);
        await mergeUsers(late);
        // What has been agreed to before and after is not the same: a merge keeps the stricter of what stands by then.
        const { consents: _, ...one } = await dump(early.workspaceId);
        const { consents: __, ...other } = await dump(late.workspaceId);
        expect(one).toEqual(other);
      }),
      RUNS,
    );
  }, 240_000);

  it('that is undone leaves what would be without it, events since then included', async () => {
    const scenario = calls.chain((list) => fc.record({ list: fc.constant(list), cut: fc.nat(list.length) }));
    await fc.assert(
      fc.asyncProperty(scenario, async ({ list, cut }) => {
        const [undone, never] = [await freshWorkspace(), await freshWorkspace()];
        await settle(undone, [...BOTH, ...list.slice(0, cut)]);
        const mergeId = await mergeUsers(undone);
        await settle(undone, list.slice(cut));
        await unmergeCustomers(atNow(undone.ctx), { mergeId });
        await settle(never, [...BOTH, ...list]);
        expect(await dump(undone.workspaceId)).toEqual(await dump(never.workspaceId));
      }),
      RUNS,
    );
  }, 240_000);

  it('puts the other record out of sight, and undoing it brings it back with what was its own', async () => {
    const shop = await freshWorkspace();
    await settle(shop, BOTH);
    const [survivorId, mergedId] = [await idOf(shop, 'u1'), await idOf(shop, 'u2')];
    const where = { workspaceId: shop.workspaceId };
    await systemDb().winbackSpell.create({
      data: {
        ...where,
        id: v7(),
        customerId: mergedId,
        dormantFrom: shop.ctx.now,
        startedAt: shop.ctx.now,
        arm: 'discount',
        nextWave: 1,
      },
    });
    const mergeId = await mergeUsers(shop);
    expect(await shop.ctx.db.customer.findMany({ where, select: { id: true } })).toEqual([{ id: survivorId }]);
    expect(await systemDb().winbackSpell.findFirst({ where })).toMatchObject({ customerId: survivorId });
    expect(await listMerges(shop.ctx, { customerId: survivorId })).toMatchObject({
      items: [{ id: mergeId, externalIds: ['u2'], undoneAt: null }],
    });
    await unmergeCustomers(shop.ctx, { mergeId });
    expect(await shop.ctx.db.customer.count({ where })).toBe(2);
    expect(await systemDb().winbackSpell.findFirst({ where })).toMatchObject({ customerId: mergedId });
    await expect(unmergeCustomers(shop.ctx, { mergeId })).rejects.toMatchObject({ code: 'conflict' });
    const entries = await systemDb().auditEntry.findMany({ where: { ...where, action: { startsWith: 'customers.' } } });
    expect(entries.map(({ action }) => action)).toEqual(['customers.merged', 'customers.unmerged']);
  });

  it('takes ways through campaigns, tests and devices along, of two the survivor’s own, and gives them back', async () => {
    const shop = await freshWorkspace();
    await settle(shop, BOTH);
    const where = { workspaceId: shop.workspaceId };
    const [survivorId, mergedId] = [await idOf(shop, 'u1'), await idOf(shop, 'u2')];
    const [both, onlyMerged, test] = [v7(), v7(), v7()];
    const { now } = shop.ctx;
    const way = { ...where, occurrence: 'once', startedAt: now };
    await systemDb().campaignEnrolment.createMany({
      data: [
        { ...way, campaignId: both, customerId: survivorId, nextStep: 4 },
        { ...way, campaignId: both, customerId: mergedId, nextStep: 2 },
        { ...way, campaignId: onlyMerged, customerId: mergedId, nextStep: 3 },
      ],
    });
    const touch = { ...where, campaignId: onlyMerged, occurrence: 'once', step: 2, decidedAt: now };
    await systemDb().campaignTouch.create({ data: { ...touch, customerId: mergedId, decisionId: v7() } });
    const exposure = { ...where, experimentId: test, variantId: v7(), decisionId: v7(), exposedAt: now };
    await systemDb().experimentExposure.create({ data: { ...exposure, customerId: mergedId } });
    const device = { ...where, token: 'device-1', firstSeenAt: now, lastSeenAt: now };
    await systemDb().pushDevice.create({ data: { ...device, customerId: mergedId } });
    const owners = async () => ({
      ways: (await systemDb().campaignEnrolment.findMany({ where }))
        .map(({ customerId, nextStep }) => [nextStep, customerId])
        .sort(),
      others: [
        await systemDb().campaignTouch.findFirstOrThrow({ where }),
        await systemDb().experimentExposure.findFirstOrThrow({ where }),
        await systemDb().pushDevice.findFirstOrThrow({ where }),
      ].map(({ customerId }) => customerId),
    });
    const before = await owners();

    const mergeId = await mergeUsers(shop);
    expect(await owners()).toEqual({
      ways: [
        [2, mergedId],
        [3, survivorId],
        [4, survivorId],
      ],
      others: [survivorId, survivorId, survivorId],
    });
    await unmergeCustomers(shop.ctx, { mergeId });
    expect(await owners()).toEqual(before);
  });

  it('is undone from the top', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [...BOTH, { messageId: 'met-u3', type: 'identify', userId: 'u3' }]);
    const [u1, u2, u3] = [await idOf(shop, 'u1'), await idOf(shop, 'u2'), await idOf(shop, 'u3')];
    const first = await mergeCustomers(shop.ctx, { survivorId: u2, mergedId: u3 });
    const second = await mergeCustomers(shop.ctx, { survivorId: u1, mergedId: u2 });
    await expect(unmergeCustomers(shop.ctx, first)).rejects.toMatchObject({ code: 'conflict' });
    await unmergeCustomers(shop.ctx, second);
    await unmergeCustomers(shop.ctx, first);
    const ids = await systemDb().customerIdentity.findMany({ where: { workspaceId: shop.workspaceId } });
    expect(new Map(ids.map(({ value, customerId }) => [value, customerId]))).toEqual(
      new Map([
        ['u1', u1],
        ['u2', u2],
        ['u3', u3],
      ]),
    );
  });

  it('needs somebody the shop knows to remain, and two records', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [...BOTH, { messageId: 'seen', type: 'page', anonymousId: 'a9' }]);
    const visitor = await systemDb().customer.findFirstOrThrow({
      where: { workspaceId: shop.workspaceId, externalId: null },
    });
    const u1 = await idOf(shop, 'u1');
    await expect(mergeCustomers(shop.ctx, { survivorId: visitor.id, mergedId: u1 })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(mergeCustomers(shop.ctx, { survivorId: u1, mergedId: u1 })).rejects.toMatchObject({ code: 'invalid' });
    expect(await mergeCustomers(shop.ctx, { survivorId: u1, mergedId: visitor.id })).toMatchObject({ rows: 1 });
  });
});

const said = (userId: string, name: string, minute: number): Call => ({
  messageId: v7(),
  type: 'track',
  name,
  userId,
  minute,
  properties: { channel: 'email' },
});
const known = (userId: string, email: string): Call => ({
  messageId: v7(),
  type: 'identify',
  userId,
  minute: 1,
  properties: { email },
});

async function mayBeMailed(shop: FreshWorkspace, customerId: string): Promise<boolean> {
  const [last] = await systemDb().consentEvent.findMany({
    where: { workspaceId: shop.workspaceId, customerId, channel: 'email' },
    orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }],
    take: 1,
  });
  return last?.status === 'granted';
}

describe('consent', () => {
  it('of somebody who has opted out under either id is out, and back as it was when the merge is undone', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [...BOTH, said('u1', 'Consent Granted', 20), said('u2', 'Consent Withdrawn', 10)]);
    const u1 = await idOf(shop, 'u1');
    const mergeId = await mergeUsers(shop);
    expect(await mayBeMailed(shop, u1)).toBe(false);
    await unmergeCustomers(atNow(shop.ctx), { mergeId });
    expect(await mayBeMailed(shop, u1)).toBe(true);
  });

  it('given under the other id does not outlive the merge it came by', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [...BOTH, said('u2', 'Consent Granted', 10)]);
    const [u1, u2] = [await idOf(shop, 'u1'), await idOf(shop, 'u2')];
    const mergeId = await mergeUsers(shop);
    expect(await mayBeMailed(shop, u1)).toBe(true);
    await unmergeCustomers(atNow(shop.ctx), { mergeId });
    expect([await mayBeMailed(shop, u1), await mayBeMailed(shop, u2)]).toEqual([false, true]);
  });

  it('for an address goes when the other record’s address is suppressed', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [
      ...BOTH,
      known('u1', 'ada@shop.example'),
      known('u2', 'old@shop.example'),
      said('u1', 'Consent Granted', 20),
    ]);
    await suppress(shop.ctx.db, shop.ctx, {
      channel: 'email',
      address: 'old@shop.example',
      reason: 'complaint',
      messageId: null,
    });
    const u1 = await idOf(shop, 'u1');
    await mergeUsers(shop);
    expect(await mayBeMailed(shop, u1)).toBe(false);
  });
});

describe('a suggestion', () => {
  it('is made for those who share an address and for those an alias calls one; nobody is merged by it', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [
      ...BOTH,
      known('u1', 'ada@shop.example'),
      known('u2', 'ADA@shop.example'),
      { messageId: 'm-3', type: 'identify', userId: 'u3' },
      { messageId: 'm-4', type: 'alias', userId: 'u3', properties: { previousId: 'u1' } },
    ]);
    expect((await listMergeSuggestions(shop.ctx, {})).items.map(({ reason }) => reason).sort()).toEqual([
      'alias',
      'email',
    ]);
    expect(await systemDb().customer.count({ where: { workspaceId: shop.workspaceId, mergedIntoId: null } })).toBe(3);
  });

  it('is made once: what was dismissed stays dismissed, what was merged is gone', async () => {
    const shop = await freshWorkspace();
    await settle(shop, [...BOTH, known('u1', 'ada@shop.example'), known('u2', 'ada@shop.example')]);
    const [pair] = (await listMergeSuggestions(shop.ctx, {})).items;
    await dismissMerge(shop.ctx, { suggestionId: pair?.id ?? '' });
    await settle(shop, [known('u2', 'ada@shop.example')]);
    expect(await countMergeSuggestions(shop.ctx)).toBe(0);
    await expect(dismissMerge(shop.ctx, { suggestionId: pair?.id ?? '' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is judged by admins and marketers of its workspace alone', async () => {
    const shop = await freshWorkspace();
    await settle(shop, BOTH);
    const pair = { survivorId: await idOf(shop, 'u1'), mergedId: await idOf(shop, 'u2') };
    const approver = await personIn(shop.workspaceId, 'approver');
    await expect(mergeCustomers(approver, pair)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await freshWorkspace();
    await expect(mergeCustomers(other.ctx, pair)).rejects.toMatchObject({ code: 'not_found' });
    const { mergeId } = await mergeCustomers(await personIn(shop.workspaceId, 'marketer'), pair);
    await expect(unmergeCustomers(other.ctx, { mergeId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(unmergeCustomers(approver, { mergeId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
