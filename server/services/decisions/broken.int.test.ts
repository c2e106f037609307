import { beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '@/domain/agents/agent';
import { cartWinback } from '@/domain/agents/cart-winback/cart-winback';
import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { reviewWorkspace } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { activePolicy } from '../policies';
import { getReplay, replayTurn, startReplay } from '../replay';
import { decideDormant, decideDueWaves, decideIdleCarts, decideNow, getDecision, listDecisions } from './index';

let ctx: ServiceContext;

beforeEach(async () => {
  ctx = await reviewWorkspace();
});

/** The agent of carts, which breaks over one customer. */
const breakingOver = (customerId: string): Agent => ({
  ...cartWinback,
  propose(snapshot, ...others) {
    if (snapshot.customer.id === customerId) throw new TypeError('Cannot read properties of undefined');
    return cartWinback.propose(snapshot, ...others);
  },
});
const where = () => ({ workspaceId: ctx.workspaceId });

/** What nobody can read: an id of no basket line. */
const spoil = (customerId: string) =>
  ctx.db.cart.updateMany({ where: { ...where(), customerId }, data: { lines: [{ sku: 7 }] } });

describe('a customer over whom an agent breaks', () => {
  it('has a failed decision that says so in words, once, and costs its neighbour nothing', async () => {
    const [broken, fine] = [await shopper(ctx), await shopper(ctx)];
    for (const { id } of [broken, fine]) await idleCart(ctx, id);
    const agents = [breakingOver(broken.id)];
    expect(await decideIdleCarts(ctx, { limit: 10, agents })).toEqual({ decided: 1 });
    expect(await decideIdleCarts(ctx, { limit: 10, agents })).toEqual({ decided: 0 });

    const { items } = await listDecisions(ctx, { outcomes: ['failed'] });
    expect(items).toMatchObject([
      { agentId: 'cart_winback', customer: { id: broken.id }, summary: 'Nothing done: deciding broke.' },
    ]);
    const decisionId = items[0]?.id ?? '';
    const receipt = await getDecision(ctx, { decisionId });
    expect(receipt).toMatchObject({ outcome: 'failed', chosen: null, snapshotState: 'whole', record: 'matches' });
    expect(receipt.outcomeReason).toBe(
      `The agent Cart & win-back broke while it decided for this customer. Nothing was sent. Whoever runs the product finds what broke in its log, under decision ${decisionId}.`,
    );
    expect(receipt.history.map(({ action }) => action)).toEqual(['decision.failed']);
    expect(await ctx.db.message.count({ where: { ...where(), decisionId } })).toBe(0);
    expect(await ctx.db.decision.count({ where: { ...where(), customerId: fine.id, outcome: 'in_review' } })).toBe(1);
  });

  it('is a gap of a replay that says why, and no difference', async () => {
    const { id } = await shopper(ctx);
    await idleCart(ctx, id);
    await decideIdleCarts(ctx, { limit: 10, agents: [breakingOver(id)] });
    const period = { from: new Date(0), to: new Date(ctx.now.getTime() + DAY) };
    const { id: runId } = await startReplay(ctx, { tried: { kind: 'then' }, ...period });
    await replayTurn(ctx, { runId, budgetMs: 60_000 });
    expect((await getReplay(ctx, { runId })).tally).toMatchObject({ same: 0, changed: 0, gaps: { broken: 1 } });
  });
});

describe('a customer of whom something cannot be read', () => {
  it('has a failed decision, also where a person asked', async () => {
    const { id } = await shopper(ctx);
    await idleCart(ctx, id);
    await spoil(id);
    expect(await decideIdleCarts(ctx, { limit: 10 })).toEqual({ decided: 0 });
    const { decisionId } = await decideNow(ctx, { customerId: id, agentId: 'cart_winback' });
    expect(await getDecision(ctx, { decisionId })).toMatchObject({
      outcome: 'failed',
      trigger: 'on_demand',
      snapshotState: 'unread',
      outcomeReason: expect.stringMatching(/^What is known of this customer cannot be read\. Nothing was sent\./),
    });
    expect(await ctx.db.decision.count({ where: { ...where(), outcome: 'failed' } })).toBe(2);
  });

  it('keeps their series: the next touch is tried when its day comes', async () => {
    const { document } = await activePolicy(ctx);
    const quietSince = new Date(ctx.now.getTime() - (document.winback.dormantDays + 1) * DAY);
    const { id } = await shopper(ctx, { lastEngagedAt: quietSince });
    await decideDormant(ctx, { limit: 10 });
    // Nobody waits for a person any more.
    await ctx.db.decision.updateMany({ where: { ...where(), outcome: 'in_review' }, data: { outcome: 'expired' } });
    const spell = () => ctx.db.winbackSpell.findFirstOrThrow({ where: { ...where(), customerId: id } });
    const atNext = async () => ({ ...ctx, now: (await spell()).nextWaveAt ?? ctx.now });
    const { stage } = await ctx.db.customer.findFirstOrThrow({ where: { ...where(), id } });
    await ctx.db.customer.updateMany({ where: { ...where(), id }, data: { stage: 'no such' } });
    await decideDueWaves(await atNext(), { limit: 10 });
    expect(await spell()).toMatchObject({ endedAs: null, nextWave: 3, nextWaveAt: expect.any(Date) });
    await ctx.db.customer.updateMany({ where: { ...where(), id }, data: { stage } });
    await decideDueWaves(await atNext(), { limit: 10 });
    const outcomes = await ctx.db.decision.findMany({
      where: { ...where(), customerId: id, trigger: { in: ['dormant', 'wave_due'] } },
      orderBy: { decidedAt: 'asc' },
    });
    expect(outcomes.map(({ outcome }) => outcome === 'failed')).toEqual([false, true, false]);
  });
});
