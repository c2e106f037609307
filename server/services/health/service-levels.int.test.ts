import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { levelsOf } from '@/components/health/prepare-levels';
import { HOUR, after as later, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { noteAnswer, noteTime, noteWait } from '@/server/service-times';
import { systemDb } from '@/server/system-db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { deliveredCopy, queuedTouch } from '@/tests/factories/touch';
import { decideIdleCarts } from '../decisions';
import { kpiSeries, kpis } from '../measurement';
import { decideRollout } from '../rollout';
import { beat, endBeating, keepNoted, type Pulse } from '../vitals';
import { serviceLevels } from './index';

let ctx: ServiceContext;
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
  await keepNoted();
  await systemDb().uptimeSpan.deleteMany();
  await systemDb().requestHour.deleteMany();
});

const TODAY = { days: 1 };
const figure = async (id: string) => (await kpis(ctx, TODAY)).kpis.find((each) => each.id === id);

describe('times of work', () => {
  it('are those of decisions that were taken, in the figure, its course and the page', async () => {
    const { id } = await shopper(ctx);
    await idleCart(ctx, id);
    await decideIdleCarts(ctx, { limit: 10 });
    const levels = await serviceLevels(ctx, TODAY);
    expect(levels.decisions).toMatchObject({ count: 1, p95: expect.any(Number) });
    expect(levels.by).toBe('hour');
    expect(levels.steps.filter(({ decisions }) => decisions.count > 0)).toHaveLength(1);
    expect(await figure('decision_latency')).toMatchObject({ value: levels.decisions.p95, denominator: 1 });
    const { points } = await kpiSeries(ctx, { ...TODAY, kpi: 'decision_latency' });
    expect(points.at(-1)?.value).toBe(levels.decisions.p95);
    const month = await serviceLevels(ctx, { days: 28 });
    expect(month.by).toBe('day');
    expect(month.steps.at(-1)?.decisions).toEqual(levels.decisions);
  });

  it('add up over processes and turns, and are seen from no other workspace', async () => {
    for (const ms of [10, 10, 900]) {
      noteTime(ctx, 'asked', ms, 10);
      await keepNoted();
    }
    noteWait(ctx, 'events', later(new Date(), -2 * MINUTE));
    const { times } = await serviceLevels(ctx, TODAY);
    expect(times.asked.count).toBe(30);
    expect(times.asked.p50).toBeLessThan(11);
    expect(times.asked.p99).toBeGreaterThanOrEqual(900);
    expect(times.events.p95).toBeGreaterThanOrEqual(2 * MINUTE);
    const { ctx: stranger } = await freshWorkspace();
    expect((await serviceLevels(stranger, TODAY)).times.asked.count).toBe(0);
  });
});

describe('days of the calendar', () => {
  const inZone = (timezone: string, now: string) => ({
    ...ctx,
    now: new Date(now),
    workspace: { ...ctx.workspace, timezone },
  });
  const daysOf = ({ steps }: Awaited<ReturnType<typeof serviceLevels>>) =>
    steps.map(({ at, decisions }) => [at.toISOString().slice(0, 10), decisions.count]);

  it('have today also where it begins before it does in UTC', async () => {
    const { steps } = await serviceLevels(inZone('Asia/Tokyo', '2026-11-20T20:00:00Z'), { days: 5 });
    expect(steps.at(-1)?.at).toEqual(new Date('2026-11-21T00:00:00Z'));
    expect(steps.at(-1)?.isOpen).toBe(true);
    expect(steps).toHaveLength(5);
  });

  it('count each hour once in a zone that is off by half an hour: as the day that begins in it', async () => {
    // Midnight in India is half past six in the evening.
    const { workspaceId } = ctx;
    const hours = ['2026-11-17T17:00:00Z', '2026-11-17T18:00:00Z', '2026-11-18T17:00:00Z', '2026-11-18T18:00:00Z'];
    await ctx.db.serviceHour.createMany({
      data: hours.map((hour, place) => ({ workspaceId, hour: new Date(hour), kind: 'asked', counts: [10 ** place] })),
    });
    await systemDb().requestHour.createMany({
      data: hours.map((hour) => ({ hour: new Date(hour), door: 'product', answered: 1, failed: 0 })),
    });
    const india = inZone('Asia/Kolkata', '2026-11-21T12:00:00Z');
    const four = await serviceLevels(india, { from: '2026-11-18', to: '2026-11-21' });
    expect(daysOf(four).slice(0, 2)).toEqual([
      ['2026-11-18', 110],
      ['2026-11-19', 1_000],
    ]);
    expect(four.steps.map(({ answered }) => answered)).toEqual([2, 1, 0, 0]);
    expect(four.decisions.count).toBe(1_110);
    const one = (await kpis(india, { from: '2026-11-18', to: '2026-11-18' })).kpis;
    expect(one.find(({ id }) => id === 'decision_latency')?.denominator).toBe(110);
  });
});

describe('uptime', () => {
  it('is what was written down minute by minute: a silence and a restart are gaps', async () => {
    const pulse: Pulse = { spanId: null };
    const begin = later(ctx.now, -3 * HOUR);
    const say = (minutes: number) => beat(pulse, later(begin, minutes * MINUTE));
    for (let minute = 0; minute <= 60; minute++) await say(minute);
    for (let minute = 80; minute <= 100; minute++) await say(minute);
    await endBeating(pulse, later(begin, 100 * MINUTE));
    for (let minute = 110; minute <= 180; minute++) await say(minute);
    expect(await systemDb().uptimeSpan.count()).toBe(3);
    const { uptime } = await serviceLevels(ctx, { days: 2 });
    expect(uptime).toMatchObject({ upMs: 150 * MINUTE, measuredMs: 180 * MINUTE });
    expect(uptime.gaps.map(({ from, isPlanned }) => [(from.getTime() - begin.getTime()) / MINUTE, isPlanned])).toEqual([
      [100, true],
      [60, false],
    ]);
    const { kpis: figures } = await kpis(ctx, { days: 2 });
    expect(figures.find(({ id }) => id === 'uptime')?.value).toBeCloseTo(150 / 180);
  });

  it('is not known where it was never written down, nor by another clock than that of the world', async () => {
    expect(await figure('uptime')).toMatchObject({ value: null, evidence: null });
    await beat({ spanId: null }, later(ctx.now, -MINUTE));
    const virtual = { ...ctx, workspace: { ...ctx.workspace, isVirtual: true } };
    expect((await serviceLevels(virtual, TODAY)).uptime).toEqual({
      ...{ upMs: 0, measuredMs: 0 },
      ...{ gaps: [], gapCount: 0 },
    });
  });

  it('counts every gap, also those that are not shown', async () => {
    const begin = later(ctx.now, -30 * HOUR);
    await systemDb().uptimeSpan.createMany({
      data: Array.from({ length: 61 }, (_, place) => {
        const startedAt = later(begin, place * 20 * MINUTE);
        return { id: v7(), startedAt, lastBeatAt: later(startedAt, 10 * MINUTE), stoppedAt: null };
      }),
    });
    const levels = await serviceLevels(ctx, { days: 5 });
    // And the one that lasts.
    expect(levels.uptime).toMatchObject({ gapCount: 61 });
    expect(levels.uptime.gaps).toHaveLength(50);
    expect(levelsOf(levels).find(({ id }) => id === 'uptime')?.rests).toMatch(/, 61 gaps$/);
  });
});

it('counts requests that failed, of the whole installation', async () => {
  for (let count = 0; count < 9; count++) noteAnswer('product', false);
  noteAnswer('events', true);
  expect((await serviceLevels(ctx, TODAY)).requests).toEqual({ answered: 10, failed: 1 });
});

it('holds it against what the gate of a running rollout asks', async () => {
  const admin = await personIn(ctx.workspaceId, 'admin');
  await decideRollout(admin, { verdict: 'begin', to: 5, reason: 'Let us begin.', seq: 0 });
  const { objectives, delivered } = await serviceLevels(ctx, TODAY);
  expect(objectives).toMatchObject({ uptime: 0.99, decisionMs: 5_000, phase: 'First customers' });
  expect(delivered).toBeNull();
});

it('says how many messages arrived as the figure does', async () => {
  const touch = await queuedTouch(ctx);
  for (let count = 0; count < 3; count++) await deliveredCopy(ctx, touch, { deliveredAt: ctx.now, clickedAt: null });
  const bounced = await deliveredCopy(ctx, touch, { deliveredAt: ctx.now, clickedAt: null });
  await ctx.db.message.updateMany({
    where: { workspaceId: ctx.workspaceId, decisionId: bounced },
    data: { status: 'bounced', bouncedAt: ctx.now, deliveredAt: null },
  });
  expect((await serviceLevels(ctx, TODAY)).delivered).toBe(0.75);
  expect((await figure('delivery_rate'))?.value).toBe(0.75);
});

it('holds it against the plan where no rollout asks', async () => {
  expect((await serviceLevels(ctx, TODAY)).objectives).toMatchObject({ uptime: 0.999, decisionMs: 100, phase: null });
});
