import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { wholeDecisions } from '@/tests/factories/whole-decisions';
import { decideIdleCarts, proposeNow } from '../decisions';
import { stopSending } from '../kill-switch';
import { activePolicy } from '../policies';
import { listLifecycleDays, sweepCustomers } from './index';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** By day in London, where the customers live. */
const NOW = new Date('2026-06-10T11:00:00Z');

async function workspace(policy: object = {}): Promise<ServiceContext> {
  const { ctx } = await freshWorkspace({ virtualNow: NOW });
  await activePolicy(ctx);
  await rewritePolicy(ctx, Policy.parse({ ...UNDRAWN_POLICY, lifecycle: { firstTurnDays: 1 }, ...policy }));
  await product(ctx, { sku: 'KETTLE' });
  return ctx;
}

const where = (ctx: ServiceContext) => ({ workspaceId: ctx.workspaceId });
const later = (ctx: ServiceContext, ms: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const quiet = (ctx: ServiceContext, days: number) => ({ lastEngagedAt: new Date(ctx.now.getTime() - days * DAY) });
const sweep = (ctx: ServiceContext, limit = 1_000) => sweepCustomers(ctx, { limit });
const decisionsOf = (ctx: ServiceContext) => wholeDecisions(ctx);

describe('the daily look at every customer', () => {
  it('stores what is worth a decision and counts the rest, once a day', async () => {
    const ctx = await workspace();
    const active = await shopper(ctx);
    const risky = await shopper(ctx, { ...quiet(ctx, 80), orderCount: 0, lifetimeValueCents: 0, stage: 'at_risk' });
    const gone = await shopper(ctx, { ...quiet(ctx, 120), stage: 'churned' });
    const unknown = await shopper(ctx, { email: null });
    expect(await sweep(ctx)).toEqual({ looked: 4, decided: 2 });
    expect(await sweep(later(ctx, HOUR))).toEqual({ looked: 0, decided: 0 });

    const decisions = await decisionsOf(ctx);
    expect(decisions.find((row) => row.customerId === active.id)).toMatchObject({
      agentId: 'lifecycle',
      trigger: 'lifecycle_daily',
      action: 'engagement',
      outcome: 'in_review',
    });
    expect(decisions.find((row) => row.customerId === risky.id)).toMatchObject({ action: 'retention_offer' });
    expect(decisions.some((row) => row.customerId === gone.id || row.customerId === unknown.id)).toBe(false);

    const marketer = await personIn(ctx.workspaceId, 'marketer');
    expect(await listLifecycleDays(marketer, { days: 7 })).toEqual([
      {
        day: '2026-06-10',
        customers: 4,
        stages: { new: 0, active: 2, at_risk: 1, churned: 1 },
        risks: { low: 2, medium: 1, high: 1 },
        stageChanges: 0,
        resting: 1,
        nothing: 1,
        decisions: 2,
        finishedAt: expect.any(Date),
      },
    ]);
  });

  it('leaves a row where consent is missing, once until something else is the matter', async () => {
    const ctx = await workspace();
    const anna = await shopper(ctx, { consents: [] });
    expect(await sweep(ctx)).toEqual({ looked: 1, decided: 1 });
    expect(await sweep(later(ctx, DAY))).toEqual({ looked: 1, decided: 0 });
    const [row, ...more] = await decisionsOf(ctx);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      customerId: anna.id,
      outcome: 'skipped',
      outcomeReason: expect.stringMatching(/never said yes/),
    });
    expect(row?.candidates).toMatchObject([{ action: 'engagement', channel: 'email', whyNot: row?.outcomeReason }]);
    expect((await listLifecycleDays(ctx, { days: 1 }))[0]).toMatchObject({ nothing: 1, decisions: 0 });

    const at = later(ctx, 2 * DAY).now;
    const proof = { lawfulBasis: 'consent', source: 'checkout checkbox', textVersion: '2026-01', actor: 'customer' };
    const word = { channel: 'email', purpose: 'marketing', ...proof };
    const said = (status: string, occurredAt: Date) =>
      ctx.db.consentEvent.create({
        data: { ...word, ...where(ctx), id: v7(), customerId: anna.id, status, occurredAt, evidence: v7() },
      });
    await said('withdrawn', at);
    expect(await sweep(later(ctx, 3 * DAY))).toEqual({ looked: 1, decided: 1 });
    await said('granted', later(ctx, 3.5 * DAY).now);
    expect(await sweep(later(ctx, 4 * DAY))).toEqual({ looked: 1, decided: 1 });
    expect((await decisionsOf(ctx)).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'in_review']);
  });

  it('goes on where it stopped, and two at once look at nobody twice', async () => {
    const ctx = await workspace();
    for (let index = 0; index < 7; index++) await shopper(ctx);
    expect(await sweep(ctx, 3)).toEqual({ looked: 3, decided: 3 });
    const both = await Promise.all([sweep(later(ctx, HOUR)), sweep(later(ctx, HOUR))]);
    expect(both.reduce((sum, { looked }) => sum + looked, 0)).toBe(4);
    expect(await decisionsOf(ctx)).toHaveLength(7);
    const [day] = await listLifecycleDays(ctx, { days: 1 });
    expect(day).toMatchObject({ customers: 7, decisions: 7, stages: { new: 0, active: 7, at_risk: 0, churned: 0 } });
  });

  it('rests after a decision, also after one a person rejected, and looks again when the rest is over', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx);
    await sweep(ctx);
    await ctx.db.decision.updateMany({ where: where(ctx), data: { outcome: 'rejected' } });
    const stillHere = (days: number) =>
      ctx.db.customer.updateMany({
        where: { ...where(ctx), id: customer.id },
        data: { lastEngagedAt: later(ctx, days * DAY).now, engagementAt: later(ctx, days * DAY).now },
      });
    for (const [days, decided] of [
      [1, 0],
      [20, 0],
      [21, 1],
    ] as const) {
      await stillHere(days);
      expect(await sweep(later(ctx, days * DAY))).toEqual({ looked: 1, decided });
    }
  });

  it('spreads first turns over days, each customer once; the new do not wait', async () => {
    const ctx = await workspace({ lifecycle: { firstTurnDays: 4 } });
    for (let index = 0; index < 8; index++) await shopper(ctx);
    const newcomer = await shopper(ctx, { stage: 'new', orderCount: 0, firstSeenAt: ctx.now, signedUpAt: ctx.now });
    const perDay: number[] = [];
    for (let day = 0; day < 4; day++) perDay.push((await sweep(later(ctx, day * DAY))).decided);
    const decisions = await decisionsOf(ctx);
    expect(new Set(decisions.map((row) => row.customerId)).size).toBe(9);
    expect(decisions.find((row) => row.customerId === newcomer.id)?.decidedAt).toEqual(ctx.now);
    expect(Math.max(...perDay)).toBeLessThan(9);
  });

  it('moves stages never silently: history, audit, and a decision of its own', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx, quiet(ctx, 29));
    await sweep(ctx);
    await ctx.db.decision.updateMany({ where: where(ctx), data: { outcome: 'executed' } });
    const next = later(ctx, DAY);
    expect(await sweep(next)).toEqual({ looked: 1, decided: 1 });
    const changes = await ctx.db.stageChange.findMany({ where: where(ctx) });
    expect(changes).toMatchObject([
      { customerId: customer.id, from: 'active', to: 'at_risk', reason: '30 days without engagement' },
    ]);
    const entries = await ctx.db.auditEntry.findMany({ where: { ...where(ctx), action: 'customer.stage_changed' } });
    expect(entries).toMatchObject([{ subject: `customer:${customer.subjectRef}` }]);
    expect((await decisionsOf(ctx)).at(-1)).toMatchObject({ trigger: 'stage_changed', agentId: 'lifecycle' });
    const [day] = await listLifecycleDays(ctx, { days: 1 });
    expect(day).toMatchObject({ stageChanges: 1, decisions: 1 });
  });

  it('decides nothing while the agent is stopped, and moves stages all the same', async () => {
    const ctx = await workspace();
    await shopper(ctx, quiet(ctx, 31));
    await stopSending(ctx, { scope: 'agent', target: 'lifecycle', reason: 'test' });
    expect(await sweep(ctx)).toEqual({ looked: 1, decided: 0 });
    expect(await ctx.db.customer.findFirst({ where: where(ctx) })).toMatchObject({ stage: 'at_risk' });
  });

  it('knows nothing of other workspaces', async () => {
    const [ctx, stranger] = [await workspace(), await workspace()];
    await shopper(ctx);
    expect(await sweep(stranger)).toEqual({ looked: 0, decided: 0 });
    expect(await listLifecycleDays(stranger, { days: 7 })).toMatchObject([{ customers: 0, decisions: 0 }]);
  });
});

describe('two agents that want the same customers at the same moment', () => {
  it('never both win: one waits, the other is on the record as considered', async () => {
    const ctx = await workspace();
    const customers = [];
    for (let index = 0; index < 10; index++) {
      const customer = await shopper(ctx);
      await idleCart(ctx, customer.id);
      customers.push(customer);
    }
    await Promise.all([sweep(ctx), decideIdleCarts(ctx, { limit: 4 }), decideIdleCarts(ctx, { limit: 10 })]);
    const decisions = await decisionsOf(ctx);
    for (const customer of customers) {
      const own = decisions.filter((row) => row.customerId === customer.id);
      expect(own.map((row) => row.agentId).sort()).toEqual(['cart_winback', 'lifecycle']);
      const cart = own.find((row) => row.agentId === 'cart_winback');
      const other = own.find((row) => row.agentId === 'lifecycle');
      expect(cart?.outcome).toBe('in_review');
      // Whoever came first, the cart goes first: it displaced the other, or the other yielded.
      expect(['cancelled', 'skipped']).toContain(other?.outcome);
      expect(other?.outcomeReason).toContain('Considered, not chosen: Cart & win-back goes first.');
    }
  });
});

describe('asking the agent about one customer', () => {
  it('answers with stage, risk and action, and stores nothing', async () => {
    const ctx = await workspace();
    const customer = await shopper(ctx, { ...quiet(ctx, 45), stage: 'at_risk' });
    const marketer = await personIn(ctx.workspaceId, 'marketer');
    const { decided } = await proposeNow(marketer, { customerId: customer.id, agentId: 'lifecycle' });
    expect(decided).toMatchObject({ agentId: 'lifecycle', chosen: { action: 'value_content' } });
    expect(decided.reasons.map(({ factor }) => factor)).toContain('churn_risk_rule');
    expect(await ctx.db.decision.count({ where: where(ctx) })).toBe(0);
  });
});
