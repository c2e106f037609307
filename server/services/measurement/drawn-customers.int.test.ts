import { v7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { contextOf, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { kpis } from './index';

const NOW = new Date('2011-12-20T12:00:00Z');
const LAST_MONTH = { from: '2011-11-21', to: '2011-12-20' };

let ctx: ServiceContext;
beforeEach(async () => {
  ctx = await contextOf((await freshWorkspace({ virtualNow: NOW })).workspaceId);
});

async function customer(): Promise<string> {
  const id = v7();
  const seen = new Date('2011-01-01');
  const data = { id, workspaceId: ctx.workspaceId, firstSeenAt: seen, lastSeenAt: seen, subjectRef: v7() };
  await ctx.db.customer.create({ data });
  return id;
}

type Wanted = { heldOut?: boolean; isBlocked?: boolean; action?: string };

async function decided(customerId: string, on: string, { heldOut = false, isBlocked = false, action }: Wanted = {}) {
  const id = v7();
  await ctx.db.decision.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      customerId,
      agentId: 'cart_winback',
      trigger: 'cart_idle',
      triggerKey: id,
      action: action ?? 'cart_recovery',
      channel: 'email',
      outcome: heldOut ? 'held_out' : isBlocked ? 'blocked' : 'executed',
      summary: 'x',
      snapshot: {},
      candidates: [],
      verdicts: [{ guardrail: 'consent', verdict: isBlocked ? 'block' : 'pass' }],
      reasons: [],
      policyVersion: 1,
      modelVersions: {},
      autonomyLevel: 3,
      heldOut,
      decidedAt: new Date(on),
    },
  });
  return id;
}

async function ordered(customerId: string, on: string, revenueCents: number): Promise<void> {
  const id = v7();
  const data = { id, workspaceId: ctx.workspaceId, orderKey: id, customerId, revenueCents, currency: 'GBP', lines: [] };
  await ctx.db.order.create({ data: { ...data, orderedAt: new Date(on) } });
}

async function groups(range = LAST_MONTH) {
  const { treated, heldOut } = (await kpis(ctx, range)).incremental;
  return {
    treated: [treated.customers, treated.revenuePerCustomer],
    heldOut: [heldOut.customers, heldOut.revenuePerCustomer],
  };
}

it('whom messages drove away before the range stays in their group, as whoever was left alone does', async () => {
  const [driven, kept, alone] = [await customer(), await customer(), await customer()];
  await decided(driven, '2011-10-05');
  // Unsubscribed by the message: from now on a guardrail stops everything.
  await decided(driven, '2011-12-01', { isBlocked: true });
  await ctx.db.customer.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: driven } },
    data: { email: null, erasedAt: NOW },
  });
  await decided(kept, '2011-10-05');
  await decided(kept, '2011-12-01');
  await decided(alone, '2011-10-05', { heldOut: true });
  await decided(alone, '2011-12-01', { heldOut: true });
  await ordered(kept, '2011-11-25', 900);
  await ordered(alone, '2011-11-25', 500);
  await ordered(alone, '2011-10-06', 7_000); // Before the range.
  expect(await groups()).toEqual({ treated: [2, 450], heldOut: [1, 500] });
});

it('whom guardrails would never have let be written to is in no group; whom they stop after the draw is', async () => {
  const [never, later] = [await customer(), await customer()];
  await decided(never, '2011-11-25', { isBlocked: true });
  const id = await decided(later, '2011-11-25');
  await ctx.db.decision.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    data: { outcome: 'blocked', verdicts: [{ guardrail: 'consent', verdict: 'block' }] },
  });
  expect(await groups()).toEqual({ treated: [1, 0], heldOut: [0, 0] });
});

it('a quarter draws anew: revenue counts for the draw it came under', async () => {
  const id = await customer();
  await decided(id, '2011-09-20', { heldOut: true });
  await ordered(id, '2011-09-21', 300);
  await ordered(id, '2011-10-02', 5_000); // Nobody had decided on them in this quarter yet.
  await decided(id, '2011-10-05');
  await ordered(id, '2011-10-06', 800);
  expect(await groups({ from: '2011-09-10', to: '2011-10-20' })).toEqual({ treated: [1, 800], heldOut: [1, 300] });
});

it('records that become one have the draw that came first, and their own again when they are parted', async () => {
  const [one, other] = [await customer(), await customer()];
  await decided(one, '2011-11-25', { heldOut: true });
  const moved = await decided(other, '2011-11-24');
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: moved } };
  await ctx.db.decision.update({ where, data: { customerId: one } });
  expect(await groups()).toEqual({ treated: [1, 0], heldOut: [0, 0] });
  await ctx.db.decision.update({ where, data: { customerId: other } });
  expect(await groups()).toEqual({ treated: [1, 0], heldOut: [1, 0] });
});

it('a decision told late moves the draw back; one that is gone takes it along', async () => {
  const id = await customer();
  await decided(id, '2011-11-25');
  await ordered(id, '2011-11-23', 400);
  expect(await groups()).toMatchObject({ treated: [1, 0] });
  const late = await decided(id, '2011-11-22');
  expect(await groups()).toMatchObject({ treated: [1, 400] });
  await ctx.db.decision.deleteMany({ where: { workspaceId: ctx.workspaceId, id: late } });
  expect(await groups()).toMatchObject({ treated: [1, 0] });
});
