import { describe, expect, it } from 'vitest';
import { Policy } from '@/domain/policies/policy';
import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { customerTimeline } from '@/server/services/customers';
import { proposeNow } from '@/server/services/decisions';
import { dispatchDue } from '@/server/services/delivery';
import { sweepCustomers } from '@/server/services/lifecycle';
import { activePolicy } from '@/server/services/policies';
import { decideReview } from '@/server/services/review';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { rewritePolicy } from '../factories/rewrite-policy';

/** Sarah signs up at 8 in the morning in London. */
const SIGN_UP = new Date('2026-01-10T09:30:00Z');
const later = (ms: number) => new Date(SIGN_UP.getTime() + ms);
const onDay = (ctx: ServiceContext, day: number): ServiceContext => ({
  ...ctx,
  now: later(day * DAY),
  publish: async () => {},
});
const where = (ctx: ServiceContext) => ({ workspaceId: ctx.workspaceId });

async function sarah() {
  const { ctx } = await freshWorkspace({ virtualNow: SIGN_UP });
  await activePolicy(ctx);
  await rewritePolicy(ctx, Policy.parse({ ...UNDRAWN_POLICY, lifecycle: { firstTurnDays: 1 } }));
  await product(ctx, { sku: 'THROW' });
  const customer = await shopper(ctx, {
    firstName: 'Sarah',
    firstSeenAt: SIGN_UP,
    signedUpAt: SIGN_UP,
    lastSeenAt: SIGN_UP,
    lastEngagedAt: SIGN_UP,
    lastOrderAt: null,
    orderCount: 0,
    lifetimeValueCents: 0,
    stage: 'new',
    engagementPoints: 0,
    engagementAt: null,
  });
  return { ctx, customer };
}

/** What was decided on a day of Sarah's life; a person approves it, and it leaves. */
async function decidedOn(ctx: ServiceContext, day: number): Promise<string[]> {
  const before = await ctx.db.decision.count({ where: where(ctx) });
  await sweepCustomers(onDay(ctx, day), { limit: 100 });
  const all = await ctx.db.decision.findMany({ where: where(ctx), orderBy: { id: 'asc' } });
  const approver = await personIn(ctx.workspaceId, 'approver');
  for (const { id: decisionId, version, outcome } of all.slice(before)) {
    if (outcome !== 'in_review') continue;
    await decideReview({ ...onDay(ctx, day), actor: approver.actor }, { decisionId, version, verdict: 'approve' });
  }
  await dispatchDue(onDay(ctx, day + 0.9), { limit: 10 });
  return all.slice(before).map(({ action, trigger }) => `${trigger}: ${action}`);
}

/** Workflow 2 of the system design, as far as the lifecycle agent decides it. */
describe('a lifecycle journey', () => {
  it('welcomes the new, moves on with the first purchase, and holds who grows quiet, until win-back takes over', async () => {
    const { ctx, customer } = await sarah();
    const engaged = (day: number, more: object = {}) =>
      ctx.db.customer.updateMany({
        where: { ...where(ctx), id: customer.id },
        data: { lastEngagedAt: onDay(ctx, day).now, ...more },
      });

    expect(await decidedOn(ctx, 0)).toEqual(['lifecycle_daily: onboarding']);
    expect(await decidedOn(ctx, 1)).toEqual([]);
    expect(await decidedOn(ctx, 3)).toEqual(['lifecycle_daily: onboarding']);
    // The onboarding is told.
    expect(await decidedOn(ctx, 7)).toEqual([]);

    // A first purchase makes her active, not silently, and opens another conversation.
    const bought = { orderCount: 1, lifetimeValueCents: 8_900, lastOrderAt: onDay(ctx, 7.5).now };
    await engaged(7.5, { ...bought, engagementPoints: 1.5, engagementAt: onDay(ctx, 7.5).now });
    expect(await decidedOn(ctx, 8)).toEqual(['stage_changed: upsell']);
    const { decided } = await proposeNow(onDay(ctx, 9), { customerId: customer.id, agentId: 'lifecycle' });
    expect(decided.summary).toContain('leaves them in peace until');

    // A month without her: at risk, content of value first; a discount only when the risk is high.
    expect(await decidedOn(ctx, 38)).toEqual(['stage_changed: value_content']);
    expect(await decidedOn(ctx, 45)).toEqual([]);
    const late = await decidedOn(ctx, 90);
    expect(late).toEqual(['lifecycle_daily: retention_offer']);

    // Ninety days: the win-back's. Nothing more from here.
    expect(await decidedOn(ctx, 98)).toEqual([]);
    const stages = await customerTimeline(ctx, { customerId: customer.id, kinds: ['stage'] });
    expect(stages.items.map(({ data }) => data)).toMatchObject([
      { from: 'at_risk', to: 'churned' },
      { from: 'active', to: 'at_risk' },
      { from: 'new', to: 'active' },
    ]);
    const audited = await ctx.db.auditEntry.count({ where: { ...where(ctx), action: 'customer.stage_changed' } });
    expect(audited).toBe(3);
  });

  it('leaves a customer of high value to a person', async () => {
    const { ctx, customer } = await sarah();
    await ctx.db.customer.updateMany({
      where: { ...where(ctx), id: customer.id },
      data: { orderCount: 12, lifetimeValueCents: 620_000, stage: 'active', lastOrderAt: SIGN_UP },
    });
    await sweepCustomers(onDay(ctx, 31), { limit: 10 });
    const [decision] = await ctx.db.decision.findMany({ where: where(ctx) });
    expect(decision).toMatchObject({ action: 'personal_outreach', outcome: 'in_review' });
    expect(decision?.chosen).toMatchObject({ notify: 'sales', offer: null });
  });
});
