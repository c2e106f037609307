import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { stableUnit } from '@/domain/shared/stable-hash';
import { DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { deliveredCopy, queuedTouch } from '@/tests/factories/touch';
import { assignedWords, judgeVariant, listTests, loadCreativeArms, lookAgain, wordsNow } from '.';
import { historyOf } from './shares';
import { watchTests } from './watch-tests';

const START = new Date('2026-06-10T11:00:00Z');
const at = (ctx: ServiceContext, ms: number): ServiceContext => ({ ...ctx, now: new Date(START.getTime() + ms) });
const WORDS = {
  subject: 'A',
  plainSubject: 'A',
  preheader: 'B',
  headline: 'C',
  paragraphs: ['D'],
  callToAction: 'E',
};

type Running = { ctx: ServiceContext; experimentId: string; control: string; benefit: string; curiosity: string };

/** A test of three that an approver has just let begin, shared as its proposal says. */
async function begun(allocation: 'bandit' | 'fixed'): Promise<Running> {
  const { ctx } = await freshWorkspace({ virtualNow: START });
  const { workspaceId } = ctx;
  const [experimentId, control, benefit, curiosity] = [v7(), v7(), v7(), v7()];
  const variant = (id: string, position: number, style: string, status: string) => ({
    id,
    position,
    style,
    status,
    writtenBy: 'template',
    ...(position > 0 && { words: WORDS }),
  });
  await ctx.db.experiment.create({
    data: {
      workspaceId,
      id: experimentId,
      agentId: 'cart_winback',
      action: 'cart_recovery',
      channel: 'email',
      templateId: 'cart-recovery',
      status: 'proposed',
      proposedAt: START,
      allocation,
      controlShare: 0.3,
      leastShare: 0.05,
      variants: {
        create: [
          variant(control, 0, 'control', 'approved'),
          variant(benefit, 1, 'benefit', 'approved'),
          variant(curiosity, 2, 'curiosity', 'proposed'),
        ],
      },
    },
  });
  const approver = at(await personIn(workspaceId, 'approver'), 0);
  await judgeVariant(approver, { variantId: curiosity, version: 1, verdict: 'approve' });
  return { ctx: at(ctx, 0), experimentId, control, benefit, curiosity };
}

/** So many customers who were given an arm in a period and got their message, the first of them having clicked. */
async function given(test: Running, variantId: string, count: number, clicked: number, period = 1): Promise<void> {
  const { ctx, experimentId } = test;
  const touch = await queuedTouch(ctx);
  for (let index = 0; index < count; index++) {
    const clickedAt = index < clicked ? START : null;
    const decisionId = await deliveredCopy(ctx, touch, { deliveredAt: START, clickedAt });
    await ctx.db.experimentExposure.create({
      data: {
        workspaceId: ctx.workspaceId,
        experimentId,
        customerId: v7(),
        variantId,
        decisionId,
        exposedAt: START,
        period,
        propensity: 0.35,
      },
    });
  }
}

async function history({ ctx, experimentId }: Running) {
  return historyOf(await ctx.db.testAllocation.findMany({ where: { workspaceId: ctx.workspaceId, experimentId } }));
}

const sharesOf = (period: Awaited<ReturnType<typeof history>>[number] | undefined) =>
  Object.fromEntries(period?.arms.map(({ variantId, share }) => [variantId, share]) ?? []);

describe('a test whose shares move', () => {
  let test: Running;
  beforeAll(async () => {
    test = await begun('bandit');
    await given(test, test.control, 30, 1);
    await given(test, test.benefit, 35, 14);
    await given(test, test.curiosity, 35, 2);
  }, 120_000);

  it('has its first shares written as it begins', async () => {
    const [first, ...more] = await history(test);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ period: 1, from: START });
    expect(sharesOf(first)).toEqual({ [test.control]: 0.3, [test.benefit]: 0.35, [test.curiosity]: 0.35 });
  });

  it('moves them once for a day that is over, by its clicks, with the counts they rest on and an audit entry', async () => {
    await watchTests(at(test.ctx, DAY - HOUR));
    expect(await history(test)).toHaveLength(1);
    await Promise.all([watchTests(at(test.ctx, DAY)), watchTests(at(test.ctx, DAY))]);
    await watchTests(at(test.ctx, 2 * DAY - HOUR));
    const [, second, ...more] = await history(test);
    expect(more).toEqual([]);
    const shares = sharesOf(second);
    expect(shares[test.control]).toBe(0.3);
    expect(shares[test.benefit]).toBeGreaterThan(0.6);
    expect(second?.arms.map(({ delivered, clicked }) => [delivered, clicked])).toEqual([
      [30, 1],
      [35, 14],
      [35, 2],
    ]);
    const audit = await test.ctx.db.auditEntry.findMany({
      where: { workspaceId: test.ctx.workspaceId, action: 'creative.shares_moved' },
    });
    expect(audit.map(({ subject }) => subject)).toEqual([`experiment:${test.experimentId}`]);
    const [shown] = (await listTests(test.ctx, {})).tests;
    expect(shown?.shares.map(({ period }) => period)).toEqual([1, 2]);
    expect(shown?.sharing.allocation).toBe('bandit');
  });

  it('lets customers keep the arm they were given, and draws new ones by the shares in force, with their chance', async () => {
    const { ctx, experimentId, curiosity, benefit } = test;
    const [first, second] = (await history(test)).map(sharesOf);
    const arms = async (customerIds: string[]) => {
      const creative = await loadCreativeArms(ctx.db, ctx, customerIds);
      return customerIds.map((id) => assignedWords(creative, id)[0]);
    };
    const { customerId: old } = await ctx.db.experimentExposure.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, experimentId, variantId: curiosity },
    });
    const [kept] = await arms([old]);
    expect(kept).toMatchObject({ variantId: curiosity, draw: { period: 1, propensity: 0.35 } });
    // Somebody whom the first shares would have given curiosity, and whom those in force give benefit.
    const moved = Array.from({ length: 200 }, () => v7()).find((id) => {
      const draw = stableUnit(experimentId, id);
      return draw > 0.3 + (first?.[benefit] ?? 0) + 0.01 && draw < 0.3 + (second?.[benefit] ?? 0) - 0.01;
    });
    const [again, same] = await arms([moved ?? '', moved ?? '']);
    expect(again).toEqual(same);
    expect(again).toMatchObject({ variantId: benefit, draw: { period: 2, propensity: second?.[benefit] } });
  });

  it('is answered for one customer: the words they would get, by which chance, and that they stay', async () => {
    const { ctx, experimentId, curiosity } = test;
    const marketer = { ...(await personIn(ctx.workspaceId, 'marketer')), now: ctx.now };
    const { id: customerId } = await shopper(ctx);
    const cart = async () =>
      (await wordsNow(marketer, { customerId })).find(({ templateId }) => templateId === 'cart-recovery');
    const drawn = await cart();
    expect(drawn).toMatchObject({ isTest: true, why: expect.stringMatching(/had a chance of \d+(\.\d+)?%/) });
    expect(await cart()).toEqual(drawn);
    const touch = await queuedTouch(ctx);
    const decisionId = await deliveredCopy(ctx, touch, { deliveredAt: START, clickedAt: null });
    const exposure = { workspaceId: ctx.workspaceId, experimentId, customerId, variantId: curiosity, decisionId };
    await ctx.db.experimentExposure.create({ data: { ...exposure, exposedAt: START, period: 1, propensity: 0.35 } });
    expect(await cart()).toMatchObject({ style: 'curiosity', subject: 'A', why: expect.stringContaining('stays') });
    const others = (await wordsNow(marketer, { customerId })).filter(({ style }) => style === null);
    expect(others.length).toBeGreaterThan(0);
    await expect(wordsNow(marketer, { customerId: v7() })).rejects.toThrow('no such customer');
  });

  it('never has its history rewritten', async () => {
    const where = { workspaceId: test.ctx.workspaceId };
    await expect(test.ctx.db.testAllocation.updateMany({ where, data: { arms: [] } })).rejects.toThrow('append-only');
    await expect(test.ctx.db.testAllocation.deleteMany({ where })).rejects.toThrow('append-only');
  });

  it('is no broken split for having moved; one that loses an arm’s customers is, and stops moving', {
    timeout: 120_000,
  }, async () => {
    const shares = sharesOf((await history(test)).at(-1));
    const people = (variantId: string) => Math.round(100 * (shares[variantId] ?? 0));
    for (const id of [test.control, test.benefit, test.curiosity]) await given(test, id, people(id), 3, 2);
    await watchTests(at(test.ctx, 2 * DAY));
    expect((await history(test)).map(({ period }) => period)).toEqual([1, 2, 3]);
    await given(test, test.curiosity, 60, 3, 3);
    await watchTests(at(test.ctx, 3 * DAY));
    const [shown] = (await listTests(at(test.ctx, 3 * DAY), {})).tests;
    expect(shown?.verdict?.kind).toBe('mismatch');
    expect(await history(test)).toHaveLength(3);
  });
});

describe('a test with a fixed split', () => {
  it('never moves', { timeout: 60_000 }, async () => {
    const test = await begun('fixed');
    await given(test, test.benefit, 3, 3);
    await watchTests(at(test.ctx, 3 * DAY));
    const periods = await history(test);
    expect(periods.map(({ arms }) => arms.map(({ share }) => share))).toEqual([[1 / 3, 1 / 3, 1 / 3]]);
  });

  it('draws for a decision with the chance of an equal share', async () => {
    const test = await begun('fixed');
    const { id } = await shopper(test.ctx, {});
    const [words] = assignedWords(await loadCreativeArms(test.ctx.db, test.ctx, [id]), id);
    expect(words?.draw).toEqual({ period: 1, propensity: 1 / 3 });
  });
});

describe('a closer look', () => {
  it('takes a test apart by day, kind of customer and what they spent before, for whoever may read it', async () => {
    const test = await begun('fixed');
    const { ctx, experimentId, control, benefit, curiosity } = test;
    await given(test, control, 30, 6);
    await given(test, benefit, 30, 21);
    await given(test, curiosity, 5, 5);
    const { id: customerId } = await shopper(ctx);
    const [exposure] = await ctx.db.experimentExposure.findMany({
      where: { experimentId, variantId: benefit },
      take: 1,
    });
    await ctx.db.experimentExposure.updateMany({
      where: { experimentId, customerId: exposure?.customerId ?? '' },
      data: { customerId },
    });
    const order = { id: v7(), orderKey: v7(), currency: 'EUR', lines: [], revenueCents: 4_000 };
    const orderedAt = new Date(START.getTime() - 10 * DAY);
    await ctx.db.order.create({ data: { ...order, workspaceId: ctx.workspaceId, customerId, orderedAt } });
    const executive = at(await personIn(ctx.workspaceId, 'executive'), 8 * DAY);
    const { looks, isMoving } = await lookAgain(executive, { experimentId });
    expect(isMoving).toBe(false);
    const byStyle = Object.fromEntries(looks.map((look) => [look.style, look]));
    expect(byStyle.benefit).toMatchObject({
      doDiffer: false,
      warnings: ['It has not run for whole weeks: some days of the week count more often than others.'],
      segments: [{ segment: 'never', customers: 59 }],
      revenue: { plain: null },
    });
    expect(byStyle.benefit?.segments[0]?.p).toBeLessThan(0.01);
    expect(byStyle.curiosity).toMatchObject({ segments: [] });
    await expect(lookAgain(executive, { experimentId: v7() })).rejects.toMatchObject({ code: 'not_found' });
  });
});
