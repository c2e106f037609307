import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { product, shopper } from '@/tests/factories/shopper';
import { queuedTouch } from '@/tests/factories/touch';
import { suppress } from '../consent';
import { stopSending } from '../kill-switch';
import { rollUp } from '../measurement';
import { activePolicy } from '../policies';
import { loadSnapshots, loadWorkspaceFacts, type SnapshotRequest } from './index';

let ctx: ServiceContext;
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
});

const requestFor = (customerId: string, changes: Partial<SnapshotRequest> = {}): SnapshotRequest => ({
  customerId,
  trigger: { kind: 'dormant', spellId: v7() },
  cartId: null,
  winback: null,
  decisionId: null,
  ...changes,
});

async function look(by: ServiceContext, requests: readonly SnapshotRequest[]) {
  const { document } = await activePolicy(by);
  const shared = await loadWorkspaceFacts(by.db, by, document, { lockBudgets: false, isGivingOut: false });
  return (await loadSnapshots(by.db, by, document, shared, requests)).map(({ snapshot }) => snapshot);
}

async function lookAt(by: ServiceContext, customerId: string, changes: Partial<SnapshotRequest> = {}) {
  const [snapshot] = await look(by, [requestFor(customerId, changes)]);
  if (!snapshot) throw new Error('There is no snapshot.');
  return snapshot;
}

const at = (ms: number): ServiceContext => ({ ...ctx, now: moved(ctx.now, ms) });

describe('a snapshot is of its moment', () => {
  it('knows no word on consent that was said later', async () => {
    const { id: customerId } = await shopper(ctx);
    await ctx.db.consentEvent.create({
      data: {
        id: v7(),
        workspaceId: ctx.workspaceId,
        customerId,
        channel: 'email',
        purpose: 'marketing',
        status: 'withdrawn',
        source: 'shop',
        actor: 'customer',
        occurredAt: moved(ctx.now, MINUTE),
        evidence: v7(),
      },
    });
    const latest = async (by: ServiceContext) =>
      (await lookAt(by, customerId)).consent.find(
        ({ channel, purpose }) => channel === 'email' && purpose === 'marketing',
      );
    expect(await latest(ctx)).toMatchObject({ status: 'granted' });
    expect(await latest(at(2 * MINUTE))).toMatchObject({ status: 'withdrawn' });
  });

  it('shows no product that was not there yet', async () => {
    const { id } = await shopper(ctx);
    await product(ctx, { sku: 'OLD', firstSeenAt: moved(ctx.now, -DAY) });
    await product(ctx, { sku: 'NEW', firstSeenAt: moved(ctx.now, HOUR) });
    const shown = async (by: ServiceContext) => (await lookAt(by, id)).products.map(({ sku }) => sku).toSorted();
    expect([await shown(ctx), await shown(at(2 * HOUR))]).toEqual([['OLD'], ['NEW', 'OLD']]);
  });

  it('counts a code until it ends, and a channel’s reputation up to then', async () => {
    const touch = await queuedTouch(ctx, { offer: { code: 'C-1', percentOff: 10, expiresAt: moved(ctx.now, HOUR) } });
    const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id: touch.messageId } };
    await ctx.db.message.update({ where: key, data: { status: 'delivered', deliveredAt: moved(ctx.now, HOUR) } });
    const seen = async (by: ServiceContext) => {
      const { liveOffers, reputation } = await lookAt(by, touch.customerId);
      return [liveOffers.map(({ code }) => code), reputation.find(({ channel }) => channel === 'email')?.sent];
    };
    expect([await seen(ctx), await seen(at(HOUR))]).toEqual([
      [['C-1'], 0],
      [[], 1],
    ]);
  });

  it('counts the same reputation from messages and from the sums of hours, and a complaint as soon as it comes', async () => {
    const days = [0, 1, 29, 31];
    const touches = await Promise.all(days.map(() => queuedTouch(ctx)));
    for (const [index, { messageId }] of touches.entries()) {
      const at = moved(ctx.now, -(days[index] ?? 0) * DAY - MINUTE);
      await ctx.db.message.updateMany({
        where: { workspaceId: ctx.workspaceId, id: messageId },
        data: days[index] === 1 ? { status: 'bounced', bouncedAt: at } : { status: 'delivered', deliveredAt: at },
      });
    }
    const customerId = touches[0]?.customerId ?? '';
    const standing = async () => (await lookAt(ctx, customerId)).reputation.find(({ channel }) => channel === 'email');
    const counted = { channel: 'email', sent: 3, hardBounces: 1, complaints: 0, blocklistedBy: 0, mailDomains: 0 };
    expect(await standing()).toEqual(counted);
    await rollUp(ctx);
    expect(await standing()).toEqual(counted);
    await ctx.db.message.updateMany({
      where: { workspaceId: ctx.workspaceId, id: touches[2]?.messageId ?? '' },
      data: { complainedAt: ctx.now },
    });
    expect(await standing()).toEqual({ ...counted, complaints: 1 });
    await rollUp(ctx);
    expect(await standing()).toEqual({ ...counted, complaints: 1 });
  });

  it('says when it was taken, and lets engagement fade until then', async () => {
    const { id } = await shopper(ctx);
    const [now, later] = [await lookAt(ctx, id), await lookAt(at(60 * DAY), id)];
    expect([now.takenAt, later.takenAt]).toEqual([ctx.now.toISOString(), moved(ctx.now, 60 * DAY).toISOString()]);
    expect(later.customer.engagementScore).toBeLessThan(now.customer.engagementScore);
  });
});

describe('a snapshot is of its workspace', () => {
  it('leaves a customer of another out, also beside its own', async () => {
    const { ctx: other } = await freshWorkspace();
    const [own, foreign] = [await shopper(ctx), await shopper(other)];
    const found = await look(ctx, [requestFor(foreign.id), requestFor(own.id), requestFor(v7())]);
    expect(found.map(({ customer }) => customer.id)).toEqual([own.id]);
  });

  it('knows nothing of stops, suppressions and carts of another', async () => {
    const { ctx: other } = await freshWorkspace();
    const email = `${v7()}@both.example`;
    const [own, foreign] = [await shopper(ctx, { email }), await shopper(other, { email })];
    await other.db.$transaction((tx) =>
      suppress(tx, other, { channel: 'email', address: email, reason: 'complaint', messageId: null }),
    );
    await stopSending(other, { scope: 'workspace' });
    const cart = v7();
    await other.db.cart.create({
      data: {
        id: cart,
        workspaceId: other.workspaceId,
        cartKey: cart,
        customerId: foreign.id,
        lines: [],
        valueCents: 1,
        openedAt: other.now,
        lastChangedAt: other.now,
      },
    });
    const mine = await lookAt(ctx, own.id, { cartId: cart });
    expect(mine).toMatchObject({ suppressed: [], stops: [], cart: null, workspace: { id: ctx.workspaceId } });
    const theirs = await lookAt(other, foreign.id, { cartId: cart });
    expect(theirs).toMatchObject({
      suppressed: [{ channel: 'email', reason: 'complaint' }],
      stops: [{ scope: 'workspace' }],
      cart: { id: cart },
    });
  });
});

it('a decision that is looked at again does not stand in its own way', async () => {
  const touch = await queuedTouch(ctx, { offer: { code: 'C-2', percentOff: 10, expiresAt: moved(ctx.now, DAY) } });
  const fresh = await lookAt(ctx, touch.customerId);
  expect([fresh.pending.length, fresh.liveOffers.length]).toEqual([1, 1]);
  const again = await lookAt(ctx, touch.customerId, { decisionId: touch.decisionId });
  expect([again.pending, again.liveOffers, again.touches]).toEqual([[], [], []]);
});

it('snapshots come in the order they were asked for, two of one customer as well', async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await shopper(ctx)).id));
  const asked = [...ids, ...ids].toReversed();
  const found = await look(
    ctx,
    asked.map((id) => requestFor(id)),
  );
  expect(found.map(({ customer }) => customer.id)).toEqual(asked);
});
