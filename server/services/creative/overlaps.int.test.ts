import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { deliveredCopy, queuedTouch } from '@/tests/factories/touch';
import { listTests, planTestFacts, testCalendar } from '.';

const START = new Date('2026-06-10T11:00:00Z');
const day = (days: number) => new Date(START.getTime() + days * DAY);
const weeks = { from: day(-28), to: day(28) };

let ctx: ServiceContext;

type Arms = { id: string; arms: [string, string] };

async function testOf(templateId: string, when: { startedAt?: Date; endedAt?: Date; startsAt?: Date }): Promise<Arms> {
  const target = targetOf(templateId);
  if (!target) throw new Error(`${templateId} is not tested.`);
  const { agentId, action, channel } = target;
  const [id, control, benefit] = [v7(), v7(), v7()];
  const status = when.endedAt ? 'concluded' : when.startedAt ? 'running' : 'planned';
  await ctx.db.experiment.create({
    data: {
      ...{ workspaceId: ctx.workspaceId, id, agentId, action, channel, templateId, status, proposedAt: START, ...when },
      variants: {
        create: [
          { id: control, position: 0, style: 'control', status: 'running', writtenBy: 'library' },
          { id: benefit, position: 1, style: 'benefit', status: 'running', writtenBy: 'template' },
        ],
      },
    },
  });
  return { id, arms: [control, benefit] };
}

/** Customers who were given an arm of each: the pair of arms by its number. */
async function exposed(tests: readonly Arms[], count: number, armsOf: (index: number) => number[], at: Date) {
  for (let index = 0; index < count; index++) {
    const customerId = v7();
    const arms = armsOf(index);
    for (const [number, test] of tests.entries())
      await ctx.db.experimentExposure.create({
        data: {
          workspaceId: ctx.workspaceId,
          experimentId: test.id,
          customerId,
          variantId: test.arms[arms[number] ?? 0] ?? '',
          decisionId: v7(),
          exposedAt: at,
        },
      });
  }
}

describe('tests that share customers', () => {
  let cart: Arms;
  let news: Arms;

  beforeAll(async () => {
    ({ ctx } = await freshWorkspace({ virtualNow: START }));
    cart = await testOf('cart-recovery', { startedAt: day(-6) });
    news = await testOf('campaign-news', { startedAt: day(-3) });
    const before = await testOf('winback-discount', { startedAt: day(-20), endedAt: day(-4) });
    await exposed([cart, news], 40, (index) => [index % 2, Math.floor(index / 2) % 2], day(-2));
    await exposed([cart], 60, (index) => [index % 2], day(-2));
    // The same people as one that had ended before they came to the other.
    await exposed([before], 30, () => [0], day(-10));
    await testOf('campaign-season', { startsAt: day(10) });
  }, 60_000);

  it('are told with how many they share, counted from who was given what', async () => {
    const { tests, overlaps } = await testCalendar(ctx, weeks);
    expect(tests.map(({ templateId, status, customers }) => [templateId, status, customers])).toEqual([
      ['winback-discount', 'concluded', 30],
      ['cart-recovery', 'running', 100],
      ['campaign-news', 'running', 40],
      ['campaign-season', 'planned', 0],
    ]);
    expect(overlaps).toMatchObject([{ kind: 'counted', customers: { both: 40 }, share: 1, isBiased: false }]);
    expect(new Set(overlaps.flatMap(({ left, right }) => [left.id, right.id]))).toEqual(new Set([cart.id, news.id]));
    const listed = (await listTests(ctx, {})).tests.find(({ id }) => id === news.id);
    expect(listed?.overlaps).toEqual([{ words: overlaps[0]?.words, isBiased: false }]);
  });

  it('are expected to, by who got both messages of late, before one has begun', async () => {
    const { overlaps: without } = await planTestFacts(ctx, { templateId: 'winback-discount' });
    expect(without).toEqual([]);
    const target = targetOf('winback-discount');
    for (let index = 0; index < 20; index++) {
      const touch = await queuedTouch(ctx);
      await deliveredCopy(ctx, touch, { deliveredAt: day(-1), clickedAt: null });
      const decisionId = await deliveredCopy(ctx, touch, { deliveredAt: day(-1), clickedAt: null });
      const where = { workspaceId: ctx.workspaceId };
      await ctx.db.decision.updateMany({ where: { ...where, id: decisionId }, data: { action: target?.action ?? '' } });
      await ctx.db.message.updateMany({ where: { ...where, decisionId }, data: { template: 'winback-discount@1' } });
    }
    const { overlaps } = await planTestFacts(ctx, { templateId: 'winback-discount' });
    // Of the test that runs now, by when it ends at the latest: whoever begins later has nothing to fear.
    expect(overlaps).toEqual([
      { words: expect.stringMatching(/^By the messages of late, 20 customers \(100%/), from: day(-6), until: day(8) },
    ]);
  });

  it('are shown for the weeks that are asked for', async () => {
    const { tests } = await testCalendar(ctx, { from: day(-28), to: day(-5) });
    expect(tests.map(({ templateId }) => templateId)).toEqual(['winback-discount', 'cart-recovery']);
    await expect(testCalendar(ctx, { from: day(0), to: day(-5) })).rejects.toThrow(/has to end after it begins/);
    await expect(testCalendar(ctx, { from: day(-400), to: day(0) })).rejects.toThrow(/at most a year/);
    const long = { from: '0000-01-01', to: '0000-03-01' };
    await expect(testCalendar(ctx, long)).rejects.toThrow(/between 1970 and 2200/);
  });
});
